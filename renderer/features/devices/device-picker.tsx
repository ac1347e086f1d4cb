import type { Device, DeviceRow } from '#shared/model/device';
import { RowPicker } from '../../app/row-picker.tsx';
import { devicesList } from './model.ts';

export interface DevicePickerProps {
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
      list={devicesList}
      onChange={(device) => props.onChange(device.id)}
      nameOf={(device) => device.name}
      hintOf={hintOf}
    />
  );
}

function hintOf(device: DeviceRow): string {
  return [device.system, device.macAddress].filter(Boolean).join(' · ');
}
