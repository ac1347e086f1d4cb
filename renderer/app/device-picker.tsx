import type { Device, DeviceRow } from '#shared/model/device';
import { RowPicker } from './row-picker.tsx';
import type { ServerList } from './server-list.ts';

interface DevicePickerProps {
  readonly list: ServerList<'device.list'>;
  readonly label: string;
  readonly placeholder: string;
  readonly value: Device['id'] | null;
  readonly onChange: (deviceId: Device['id']) => void;
  /** What is wrong with the choice. */
  readonly problem?: string | undefined;
}

/** Chooses a device by name, address or operating system. */
export function DevicePicker(props: DevicePickerProps) {
  return (
    <RowPicker
      {...props}
      onChange={(device) => props.onChange(device.id)}
      nameOf={(device) => device.name}
      hintOf={hintOf}
    />
  );
}

function hintOf(device: DeviceRow): string {
  return [device.system, device.macAddress].filter(Boolean).join(' · ');
}
