import { Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import type { Device } from '#shared/model/device';
import { systemOf } from './model.ts';

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;

export interface DevicePickerProps {
  readonly label: string;
  readonly placeholder: string;
  readonly devices: readonly Device[];
  readonly value: Device['id'] | null;
  readonly onChange: (deviceId: Device['id']) => void;
  /** What is wrong with the choice. */
  readonly problem?: string | undefined;
}

/** Chooses a device by name, address or operating system. */
export function DevicePicker({ label, placeholder, devices, value, onChange, problem }: DevicePickerProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = devices.find((device) => device.id === value);
  const options = devices.filter((device) => matches(device, typed ?? '')).slice(0, mostOptions);
  return (
    <Field label={label} required size="small" {...(problem === undefined ? {} : { validationMessage: problem })}>
      <Combobox
        size="small"
        placeholder={placeholder}
        value={typed ?? chosen?.name ?? ''}
        selectedOptions={value === null ? [] : [value]}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_event, data) => {
          const device = devices.find((one) => one.id === data.optionValue);
          setTyped(null);
          if (device !== undefined) onChange(device.id);
        }}
      >
        {options.map((device) => (
          <Option key={device.id} value={device.id} text={device.name}>
            <span className="ws-stack-tight">
              <span>{device.name}</span>
              <span className="ws-muted ws-small">
                {[systemOf(device), device.macAddress].filter(Boolean).join(' · ')}
              </span>
            </span>
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

function matches(device: Device, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return true;
  return [device.name, device.macAddress, systemOf(device)].some((part) => part.toLowerCase().includes(wanted));
}
