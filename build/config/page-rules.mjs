/**
 * A rule of our own for texts of the page: they come through its door (`renderer/door`), which shows what a page would act
 * on in a foreign name. What makes elements or texts past it is refused, and so is who decides it for a place of his own.
 */

import { nameOf } from './member-name.mjs';

const sinks = new Set([
  ...['textContent', 'innerText', 'outerText', 'innerHTML', 'outerHTML', 'nodeValue', 'srcdoc'],
  ...['ariaLabel', 'ariaDescription', 'ariaValueText', 'ariaRoleDescription', 'ariaPlaceholder'],
]);
const methods = new Set([
  ...['insertAdjacentHTML', 'insertAdjacentText', 'createTextNode', 'createElementNS', 'createContextualFragment'],
  ...['parseFromString', 'parseHTMLUnsafe', 'setHTML', 'setHTMLUnsafe', 'setAttributeNode', 'execCommand', 'writeln'],
]);
/** What writes an attribute, and which of its arguments is the text. */
const attributes = new Map([
  ['setAttribute', 1],
  ['setAttributeNS', 2],
]);
/** Methods of elements that make a text of a string; other things have such methods too, and take an object. */
const takers = new Set(['append', 'prepend', 'replaceWith', 'replaceChildren', 'before', 'after']);
const makers = new Set(['createElement', 'cloneElement']);
const visible = '#shared/text/visible';
const isShown = (node) => node?.type === 'CallExpression' && /^showControls(InLines)?$/.test(node.callee.name ?? '');
const isText = (node) =>
  (node.type === 'Literal' && typeof node.value === 'string') ||
  node.type === 'TemplateLiteral' ||
  (node.type === 'BinaryExpression' && node.operator === '+');

export const pageRules = {
  rules: {
    'through-door': {
      meta: {
        type: 'problem',
        schema: [],
        messages: {
          found: 'Texts of the page come through its door: write an element (JSX). Instead of {{name}}.',
          own: 'Control characters are shown by the door of the page (renderer/door), not by each place.',
        },
      },
      create(context) {
        const report = (node, name) => context.report({ node, messageId: 'found', data: { name } });
        const shownAlone = new Set();
        /** What is written is fixed, or went through the door's own function. */
        const isKept = (value) => {
          if (isShown(value)) shownAlone.clear();
          return isShown(value) || value?.type === 'Literal';
        };
        const isDocument = (node) => /^(\w+\.)*(document|ownerDocument|contentDocument)$/.test(textOf(node));
        const textOf = (node) => context.sourceCode.getText(node);
        return {
          ImportDeclaration(node) {
            if (node.source.value === visible) shownAlone.add(node);
            if (!/^react(-dom)?(\/jsx.*)?$/.test(node.source.value) || node.importKind === 'type') return;
            if (node.source.value.includes('jsx')) report(node, node.source.value);
            for (const one of node.specifiers) if (makers.has(one.imported?.name)) report(one, one.imported.name);
          },
          JSXAttribute({ name }) {
            if (['dangerouslySetInnerHTML', 'srcDoc'].includes(name.name)) report(name, name.name);
          },
          // Of an object that is spread into an element, assigned to one, or given to what makes one.
          Property(node) {
            const name = nameOf(node, node.key);
            const isSet = node.parent.type === 'ObjectExpression';
            const isAssigned =
              sinks.has(name) &&
              node.parent.parent.type === 'CallExpression' &&
              /^(Object\.assign|Reflect\.\w+)$/.test(textOf(node.parent.parent.callee));
            if (isSet && (name === 'dangerouslySetInnerHTML' || isAssigned)) report(node, name);
          },
          NewExpression({ callee }) {
            if (callee.name === 'Text') report(callee, callee.name);
          },
          CallExpression({ callee, arguments: given }) {
            if (callee.type !== 'MemberExpression') return;
            const name = nameOf(callee, callee.property);
            const owner = callee.object;
            const isFound =
              methods.has(name) ||
              (name === 'write' && isDocument(owner)) ||
              (owner.name === 'React' && makers.has(name)) ||
              (owner.name === 'Reflect' && name === 'set' && sinks.has(given[1]?.value)) ||
              (takers.has(name) && given.length === 1 && isText(given[0])) ||
              (attributes.has(name) && !isKept(given[attributes.get(name)]));
            if (isFound) report(callee, name);
          },
          AssignmentExpression({ left, right }) {
            if (left.type !== 'MemberExpression') return;
            const name = nameOf(left, left.property);
            const isTitle = name === 'title' && isDocument(left.object);
            if (!sinks.has(name) && !isTitle) return;
            if (isShown(right)) shownAlone.clear();
            else report(left, name);
          },
          'Program:exit'() {
            for (const node of shownAlone) context.report({ node, messageId: 'own' });
          },
        };
      },
    },
  },
};
