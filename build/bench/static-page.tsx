/**
 * What the console shows first, with words and rows that stand in the file: the same controls of the same library in
 * the same style sheets, thirty rows, and nothing behind them. So long a page of them takes at the least.
 */
import { createDOMRenderer, FluentProvider, RendererProvider, webLightTheme } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import { StaticFrame } from './static-frame.tsx';
import { StaticList } from './static-list.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="waystation-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for its rows');
createRoot(place).render(
  <RendererProvider renderer={renderer} targetDocument={document}>
    <FluentProvider theme={webLightTheme} className="ws-light">
      <StaticFrame>
        <StaticList />
      </StaticFrame>
    </FluentProvider>
  </RendererProvider>,
);
