import { Component, type ErrorInfo, type ReactNode } from 'react';
import { ErrorPage } from '../components/error-text.tsx';
import { toProblem, type Problem } from '../api/problem.ts';

interface BoundaryProps {
  readonly children: ReactNode;
  /** What failed is thrown away when this changes: another page, another try. */
  readonly resetKey: string;
}

/** Keeps a fault of one page from taking the console along. Drafts are in the core and stay. */
export class ErrorBoundary extends Component<
  BoundaryProps,
  { readonly problem: Problem | null; readonly key: string }
> {
  override state: { problem: Problem | null; key: string } = { problem: null, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): { problem: Problem } {
    return { problem: toProblem(error) };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: { key: string }) {
    return props.resetKey === state.key ? null : { problem: null, key: props.resetKey };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(new Error(`A page failed: ${error.message}${info.componentStack ?? ''}`, { cause: error }));
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return <ErrorPage problem={problem} onRetry={() => this.setState({ problem: null })} />;
  }
}
