/** One field of the library and nothing else: what a keystroke takes at the least. */
import {
  createDOMRenderer,
  Field,
  FluentProvider,
  Input,
  RendererProvider,
  webLightTheme,
} from '@fluentui/react-components';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function PlainInput() {
  const [value, setValue] = useState('');
  return (
    <Field label="Plain">
      <Input value={value} onChange={(_event, data) => setValue(data.value)} />
    </Field>
  );
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="waystation-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for its field');
createRoot(place).render(
  <RendererProvider renderer={renderer} targetDocument={document}>
    <FluentProvider theme={webLightTheme}>
      <PlainInput />
    </FluentProvider>
  </RendererProvider>,
);
