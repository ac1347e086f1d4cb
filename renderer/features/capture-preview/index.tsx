import { DocumentSearch16Regular } from '@fluentui/react-icons';
import { lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import './capture-preview.css';
import './tabs.ts';
import { previewCommands } from './commands.tsx';
import { PreviewCounts } from './status.tsx';
import { previewScope } from './tabs.ts';

/** What a capture would take from this computer, or from a device, before one is run. */
export const capturePreviewFeature: FeatureDefinition = {
  id: 'capture-preview',
  tabKinds: [
    {
      kind: previewScope,
      icon: <DocumentSearch16Regular />,
      Page: lazyPage(async () => (await import('./preview-page.tsx')).PreviewPage),
    },
  ],
  commands: previewCommands,
  StatusCounts: PreviewCounts,
};
