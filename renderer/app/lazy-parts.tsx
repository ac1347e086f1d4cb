import type { ComponentType } from 'react';
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorPage } from '../components/error-text.tsx';
import { lazyPart, type FailedProps, type LazyPart } from './lazy-part.tsx';

interface Closing {
  readonly close: () => void;
}

function FailedPage({ problem, onRetry }: FailedProps<object>) {
  return <ErrorPage problem={problem} onRetry={onRetry} />;
}

/** The browser's own dialog: that of the library may be in the file that did not come. */
function FailedDialog({ problem, onRetry, props }: FailedProps<Closing>) {
  const { t } = useTranslation('components');
  return (
    <dialog ref={(dialog) => dialog?.showModal()} onClose={() => props.close()}>
      <ErrorPage
        problem={problem}
        onRetry={onRetry}
        actions={<Button onClick={() => props.close()}>{t('close')}</Button>}
      />
    </dialog>
  );
}

/** A page in a file of its own: `lazyPage(async () => (await import('./runs-page.tsx')).RunsPage)`. */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  return lazyPart(load, FailedPage);
}

/** A dialog in a file of its own. */
export function lazyDialog<P extends Closing>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  return lazyPart<P>(load, FailedDialog);
}
