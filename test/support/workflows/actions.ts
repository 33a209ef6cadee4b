/**
 * The actions that workflows may use, and the inputs of each that are used, as its `action.yml` names them. One that is
 * not here was not looked at.
 */
export const actions: Readonly<Record<string, readonly string[]>> = {
  // https://github.com/actions/checkout/blob/v7.0.1/action.yml
  'actions/checkout': ['persist-credentials', 'ref', 'fetch-depth'],
  // https://github.com/actions/setup-node/blob/v7.0.0/action.yml
  'actions/setup-node': ['node-version', 'package-manager-cache'],
  // https://github.com/actions/upload-artifact/blob/v7.0.0/action.yml
  'actions/upload-artifact': ['name', 'path', 'if-no-files-found', 'compression-level', 'retention-days'],
  // https://github.com/actions/download-artifact/blob/v8.0.1/action.yml
  'actions/download-artifact': ['name', 'path', 'pattern', 'merge-multiple'],
  // https://github.com/actions/attest/blob/v4.2.2/action.yml
  'actions/attest': ['subject-checksums', 'subject-path'],
}

/**
 * The machines that workflows may ask for. GitHub's language service does not know them, and a job for one that does
 * not exist waits for a day. https://github.com/actions/runner-images#available-images
 */
export const runners: readonly string[] = ['ubuntu-24.04', 'windows-2025', 'macos-26']
