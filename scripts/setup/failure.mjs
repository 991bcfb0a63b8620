/** The steps of the set-up, as they are named when one of them fails: Chinese, English. */
const steps = /** @type {const} */ ({
  dependencies: ['安装依赖', 'installing the dependencies'],
  electron: ['下载 Electron', 'downloading Electron'],
  'system-libraries': ['安装系统组件', 'installing the system libraries'],
  build: ['构建', 'building the app'],
})

/** @typedef {keyof typeof steps} Step */

/**
 * Kinds of failure: what the program of a failed step writes about it (codes of npm and of the system, words of
 * apt-get and of Electron's installer), and what to do, Chinese and English. The first that matches counts.
 */
const causes = /** @type {const} */ ([
  {
    cause: 'disk-full',
    words: /\b(ENOSPC|EDQUOT)\b|no space left on device|enough free space/i,
    remedy: [
      '磁盘已满。请腾出至少 2 GB 再运行一次。',
      'The disk is full. Free at least 2 GB and run the command again.',
    ],
  },
  {
    cause: 'wrong-checksum',
    words:
      /\bEINTEGRITY\b|Generated checksum for .* did not match|No checksum found|integrity checksum failed/i,
    remedy: [
      '下载到的文件与应有的校验值不符，没有使用它。文件可能在途中被替换或损坏：请检查所设的镜像或代理，再运行一次。',
      'The file that arrived does not have the expected checksum and was not used. It was replaced or damaged on its way: check the mirror or proxy that is set, and run the command again.',
    ],
  },
  {
    cause: 'certificate',
    words:
      /\b(CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_(VERIFY|GET_ISSUER)\w*|ERR_TLS_\w+)\b|certificate (verification|has expired)/i,
    remedy: [
      '服务器的证书无法验证。请检查电脑的日期时间；公司网络请向管理员要根证书，并用 npm config set cafile 设置。',
      "The server's certificate can't be verified. Check the computer's date and time; in a company's network ask for its root certificate and set it with npm config set cafile.",
    ],
  },
  {
    cause: 'proxy',
    // A bare 407 may be a line number in a stack.
    words:
      /\bE407\b|Response code 407|statusCode=407|Proxy response \(407\)|\b407 +Proxy|Proxy Authentication Required/i,
    remedy: [
      '代理服务器要求登录。请检查 npm config get proxy 和 HTTPS_PROXY 里的用户名和密码。',
      'The proxy asks for a login. Check the user name and password in npm config get proxy and HTTPS_PROXY.',
    ],
  },
  {
    cause: 'bad-address',
    words: /\bERR_INVALID_URL\b|TypeError: Invalid URL|Failed to parse URL|unknown scheme/i,
    remedy: [
      '所设的地址不是完整的网址（应以 https:// 开头）。请检查所设的软件源、镜像或代理，再运行一次。',
      'An address that is set is no whole URL (they begin with https://). Check the package source, mirror or proxy, and run the command again.',
    ],
  },
  {
    cause: 'network',
    words:
      /\b(ENOTFOUND|ETIMEDOUT|ESOCKETTIMEDOUT|ECONNREFUSED|ECONNRESET|ECONNABORTED|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EPIPE|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_\w+|E5\d\d|E429)\b|connect (EACCES|EPERM)|fetch failed|TypeError: terminated|socket hang up|network timeout|Response code (429|5\d\d)|Temporary failure resolving|Could not resolve|Could not connect|Connection (timed out|failed|refused)/i,
    remedy: [
      '网络不通，或者下载中断。请检查网络（和代理设置）后再运行一次。',
      'The network failed or the download broke off. Check the network (and the proxy settings) and run the command again.',
    ],
  },
  {
    cause: 'not-served',
    words:
      /\b(E40[0134]|ETARGET|E451)\b|Response code 4\d\d|\b404 +Not Found|Unable to locate package|has no installation candidate/i,
    remedy: [
      '服务器没有给出所需的文件。请检查所设的软件源或镜像（npm 的用 npm config get registry 查看）。',
      'The server did not hand out a file that is needed. Check the package source or mirror that is set (npm config get registry shows that of npm).',
    ],
  },
  {
    cause: 'lockfile',
    words: /\bEUSAGE\b|in sync|\bEJSONPARSE\b/i,
    remedy: [
      'package.json 与 package-lock.json 不一致。请恢复这两个文件（git checkout package.json package-lock.json）；改过依赖的开发者请运行 npm install。',
      'package.json and package-lock.json do not agree. Restore both (git checkout package.json package-lock.json), or run npm install if you have changed a dependency.',
    ],
  },
  {
    cause: 'busy',
    words: /Could not get lock|is another process using it|Unable to acquire the dpkg/i,
    remedy: [
      '系统正在安装别的软件。请等它完成后再运行一次。',
      'The system is installing other software. Wait until that has ended and run the command again.',
    ],
  },
  {
    cause: 'no-permission',
    words: /\b(EPERM|EACCES|EROFS|EBUSY|ENOTEMPTY)\b|permission denied|operation not permitted/i,
    remedy: [
      '没有权限写入文件，或者文件正被占用。请关闭本软件和打开着这个文件夹的程序；Windows 上请让杀毒软件放行这个文件夹；macOS 和 Linux 上请确认文件夹属于您，不要用 sudo。',
      'A file could not be written: no permission, or it is in use. Close this app and every program that has the folder open; on Windows let the virus scanner leave the folder alone; on macOS and Linux see that the folder is yours, and use no sudo.',
    ],
  },
  {
    cause: 'unknown',
    words: /(?:)/,
    remedy: ['原因见上面的输出。', 'The lines above tell the cause.'],
  },
])

/** @typedef {(typeof causes)[number]['cause']} Cause */

/** What can keep a step from being done that loads nothing. @type {ReadonlySet<Cause>} */
const causesOffline = new Set(['disk-full', 'no-permission', 'unknown'])

/** Lines of source that a build quotes around a mistake. Names of errors in them say nothing about the build. */
const quotedSource = /^\s*\d*\s*[|│┆╭╰·].*$/gm

/** The first kind whose words stand in the output; `unknown` stands last and matches everything. */
function found(output, step) {
  const isBuild = step === 'build'
  const told = isBuild ? output.replace(quotedSource, '') : output
  const kinds = isBuild ? causes.filter(({ cause }) => causesOffline.has(cause)) : causes
  return kinds.find(({ words }) => words.test(told)) ?? kinds[kinds.length - 1]
}

/**
 * Why a step failed, by what its program wrote.
 * @param {string} output
 * @param {Step} [step]
 * @returns {Cause}
 */
export const causeOf = (output, step) => found(output, step).cause

/** A failure that is told to whoever ran the command in these words alone. */
export class SetupFailure extends Error {
  name = 'SetupFailure'
}

/** A step of the set-up that failed: which one, why, and what to do. */
export class StepFailure extends SetupFailure {
  /**
   * @param {Step} step
   * @param {string} output what the step's program wrote
   * @param {readonly [readonly string[], readonly string[]]} advice further lines, Chinese and English
   */
  constructor(step, output, advice = [[], []]) {
    const { cause, remedy } = found(output, step)
    const [chinese, english] = steps[step]
    super(
      [
        `「${chinese}」这一步没有完成。${remedy[0]}`,
        ...advice[0],
        `This step failed: ${english}. ${remedy[1]}`,
        ...advice[1],
      ].join('\n'),
    )
    this.step = step
    this.cause = cause
  }
}

/**
 * Does a step's work. What the system itself refuses on the way (a full disk, a file in use) fails the step; a
 * programming error stays one.
 * @template T
 * @param {Step} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inStep(step, work) {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SetupFailure || typeof error.code !== 'string') throw error
    console.error(error.message)
    throw new StepFailure(step, `${error.code} ${error.message}`)
  }
}
