import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What can be dropped here was taken by then: places that take something say so before the page hears of it. */
const isTaken = (event: DragEvent): boolean => event.defaultPrevented;

/** Text can be dragged into a field; a file or an address there would open in the place of the console as well. */
function isOwnText({ dataTransfer, target }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  const isField = target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;
  return isField && !types.includes('Files') && !types.includes('text/uri-list');
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

/** Refuses what nobody takes, and calls when a file begins or ends to be over a place that does not take it. */
function refuseDrops(page: Document, onOver: (isOver: boolean) => void): () => void {
  const onDrag = (event: DragEvent): void => {
    if (isTaken(event)) {
      onOver(false);
      return;
    }
    if (isOwnText(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    onOver(hasFiles(event));
  };
  const onDrop = (event: DragEvent): void => {
    onOver(false);
    if (!isTaken(event) && !isOwnText(event)) event.preventDefault();
  };
  const onLeave = (event: DragEvent): void => {
    // Only out of the window there is nothing that the drag goes to.
    if (!(event.relatedTarget instanceof Node)) onOver(false);
  };
  page.addEventListener('dragover', onDrag);
  page.addEventListener('drop', onDrop);
  page.addEventListener('dragleave', onLeave);
  return () => {
    page.removeEventListener('dragover', onDrag);
    page.removeEventListener('drop', onDrop);
    page.removeEventListener('dragleave', onLeave);
  };
}

/** Whatever is dropped where nobody takes it leaves the console as it is; for files it says where they belong. */
export function DropGuard() {
  const { t } = useTranslation('frame');
  const [isOver, setOver] = useState(false);
  useEffect(() => refuseDrops(document, setOver), []);
  return isOver ? (
    <div className="ws-drop-refused" role="status">
      {t('dropRefused')}
    </div>
  ) : null;
}
