import { css } from 'lit';

/** The list of the steps of a check: each is told by a shape, a word and a colour. */
export const checkStyles = css`
  .steps {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .step {
    display: flex;
    gap: 10px;
    align-items: flex-start;
  }
  .step .mark {
    flex: none;
    color: var(--_muted);
    --_icon: 18px;
  }
  .step.ok .mark {
    color: var(--_ok);
  }
  .step.warning .mark {
    color: var(--_warn);
  }
  .step.failed .mark {
    color: var(--_off);
  }
  .step.waiting {
    color: var(--_muted);
  }
  .found {
    min-width: 0;
  }
  .outcome {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .outcome .name {
    font-weight: 550;
  }
  .outcome .state {
    color: var(--_muted);
  }
  .figures > span {
    display: inline-block;
  }
  .step.failed .state {
    color: var(--_off);
  }
  .found p {
    margin: 2px 0 0;
  }
  .advice {
    font-size: 0.933em;
  }
  .verdict {
    flex: 1 1 12em;
  }
`;
