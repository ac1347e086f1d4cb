import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import {
  createContext,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  use,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorText, type ShownProblem } from './error-text.tsx';

export interface FormDialogProps {
  readonly title: string;
  /** The verb of what happens; null for a dialog that only shows something. */
  readonly action: string | null;
  readonly children: ReactNode;
  readonly onSubmit?: () => void;
  readonly onClose: () => void;
  /** 560 question, 640 or 700 properties, 1060 with a preview list; `window` has most of the window, also of its height. */
  readonly width?: 560 | 640 | 700 | 1060 | 'window';
  readonly isBusy?: boolean;
  readonly problem?: ShownProblem | null;
  /** A question that must be answered: a click beside it does not close it. */
  readonly isAlert?: boolean;
  /** Something is lost by the action: it has the colour of danger, and Enter on the dialog that opened does nothing. */
  readonly isDestructive?: boolean;
  /** More buttons at the left of the action. */
  readonly extraActions?: ReactNode;
  readonly closeLabel?: string;
}

const wrongFields =
  ':is(input, textarea, button)[aria-invalid="true"], [data-invalid] :is(input, button):not(:disabled)';

/** Whether a dialog may be left while its work goes on: when nobody knows whether it will end. */
export const CanLeaveBusy = createContext(false);

/**
 * The library's dialog gives the focus to its first stop: tabs when there are some, and people begin to type; or the
 * second way out of a question, and people who press Enter mean its action. Of one by which something is lost they mean
 * nothing yet: it begins at what keeps it.
 */
function useFirstStop({ isAlert = false, isDestructive = false, extraActions }: FormDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const isQuestion = isAlert && extraActions != null;
  useEffect(() => {
    const question = isQuestion ? 'button[type="submit"]' : '.ws-dialog-page :is(input, textarea):not(:disabled)';
    form.current?.querySelector<HTMLElement>(isDestructive ? '.ws-dialog-close' : question)?.focus();
  }, [isQuestion, isDestructive]);
  return form;
}

/**
 * What was not taken leads to the first field that is wrong, each time that it was asked for: in fields by themselves,
 * else in a part that is wrong as a whole.
 */
function useWrongField(form: RefObject<HTMLFormElement | null>): () => void {
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>(wrongFields)?.focus();
  }, [asked, form]);
  return () => setAsked((before) => before + 1);
}

/** A dialog with a form: Enter does the action, Esc dismisses, a failure is said above the buttons. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation('components');
  const isBusy = props.isBusy ?? false;
  const mayClose = use(CanLeaveBusy) || !isBusy;
  const form = useFirstStop(props);
  const goToWrong = useWrongField(form);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isBusy) return;
    props.onSubmit?.();
    goToWrong();
  };
  return (
    <Dialog
      open
      modalType={props.isAlert === true ? 'alert' : 'modal'}
      onOpenChange={(_event, data) => {
        if (!data.open && mayClose) props.onClose();
      }}
    >
      <DialogSurface className={`ws-dialog ws-dialog-${(props.width ?? 560).toString()}`} aria-describedby={undefined}>
        <form ref={form} onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className="ws-form">
              {props.children}
              {props.problem ? <ErrorText problem={props.problem} /> : null}
            </DialogContent>
            <DialogActions fluid>
              {props.extraActions}
              <span className="ws-grow" />
              {isBusy ? <Spinner size="tiny" /> : null}
              {props.action === null ? null : (
                <Button
                  type="submit"
                  appearance="primary"
                  className={props.isDestructive === true ? 'ws-danger' : ''}
                  disabledFocusable={isBusy}
                >
                  {props.action}
                </Button>
              )}
              <Button type="button" className="ws-dialog-close" onClick={props.onClose} disabledFocusable={!mayClose}>
                {props.closeLabel ?? (props.action === null ? t('close') : t('cancel'))}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
