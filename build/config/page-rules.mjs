/**
 * A rule of our own for texts of the page: they come through its door (`renderer/door`), which shows what a page would act
 * on in a foreign name. What makes elements or texts past it is refused, and so is who decides it for a place of his own.
 */

const sinks = new Set(['textContent', 'innerText', 'innerHTML', 'outerHTML', 'nodeValue']);
const methods = new Set(['insertAdjacentHTML', 'insertAdjacentText', 'createTextNode', 'createElementNS']);
const makers = new Set(['createElement', 'cloneElement']);
const visible = '#shared/text/visible';
const isShown = (node) => node.type === 'CallExpression' && /^showControls(InLines)?$/.test(node.callee.name ?? '');

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
        return {
          ImportDeclaration(node) {
            if (node.source.value === visible) shownAlone.add(node);
            if (!/^react(-dom)?(\/jsx.*)?$/.test(node.source.value) || node.importKind === 'type') return;
            if (node.source.value.includes('jsx')) report(node, node.source.value);
            for (const one of node.specifiers) if (makers.has(one.imported?.name)) report(one, one.imported.name);
          },
          JSXAttribute(node) {
            if (node.name.name === 'dangerouslySetInnerHTML') report(node, node.name.name);
          },
          CallExpression({ callee }) {
            if (callee.type !== 'MemberExpression') return;
            const { name } = callee.property;
            if (methods.has(name) || (callee.object.name === 'React' && makers.has(name))) report(callee, name);
          },
          AssignmentExpression({ left, right }) {
            if (left.type !== 'MemberExpression') return;
            const { name } = left.property;
            const isTitle = name === 'title' && left.object.name === 'document';
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
