/** Why a file is no installer, or cannot be read as one: in the middle of a sentence. */
export const installerReasons = {
  installer: {
    empty: 'it is empty',
    program: 'it is a program',
    'unknown-kind': 'it is a file of another kind',
    patch: 'it is a patch (.msp)',
    transform: 'it is a transform (.mst)',
    module: 'it is a merge module (.msm)',
    'other-compound': 'it is a file of another program, such as a document of Office',
    head: 'its beginning is not valid',
    'cut-off': 'it ends in the middle',
    circle: 'its parts lead in a circle',
    outside: 'a part of it would lie outside of the file',
    sectors: 'it has {{count, number}} blocks; at most {{limit, number}} are read',
    'stream-large': 'a part of it has {{size, number}} bytes; at most {{limit, number}} are read',
    'directory-large': 'its list of contents has more than {{limit, number}} blocks',
    strings: 'it has more than {{limit, number}} texts',
    'string-missing': 'a text that it names is not there',
    'value-long': 'a name in it is too long',
    'code-page': 'its texts are in the code page {{codePage}}, and cannot be read',
    'no-table': 'its table {{table}} is missing or not valid',
    'table-size': 'its table {{table}} ends in the middle of a row',
    rows: 'its table {{table}} has more than {{limit, number}} rows',
    'no-product': 'it has no product code',
    'code-form': 'its {{name}} is “{{value}}”, which is no code',
  },
  'installer-remedy': {
    choose: 'Choose the .msi file of the product, or type its codes.',
    program:
      'Choose the .msi file that it unpacks (many such programs do with /extract or /layout), or type the codes of the product.',
    unpack: 'Unpack it and choose the .msi file in it, or type the codes of the product.',
  },
} as const;
