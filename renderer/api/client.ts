import type { Input, MethodName, Output, Payload, TopicName } from '#shared/contract/contract';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** A command with a request id is carried out once, however often it arrives. */
  readonly requestId?: string;
}

/** The typed way to the core. Calls reject with an `AppError`. */
export interface Client {
  call<K extends MethodName>(method: K, input: Input<K>, options?: CallOptions): Promise<Output<K>>;
  on<K extends TopicName>(topic: K, listener: (payload: Payload<K>) => void): () => void;
  onClose(listener: () => void): () => void;
  close(): void;
}
