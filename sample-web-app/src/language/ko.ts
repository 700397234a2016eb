import type { RoleChange } from '../session/token.ts';
import type { Words } from './en.ts';

const ROLES: Record<string, string> = {
  member: '회원',
  'order-manager': '주문 관리자',
  'shop-manager': '매장 관리자',
};

const PROVIDERS: Record<string, string> = { kakao: '카카오', naver: '네이버', google: 'Google', apple: 'Apple', password: '비밀번호' };

const REASONS: Record<string, string> = {
  'signed-out': '다른 곳에서 로그아웃했습니다.',
  'signed-out-everywhere': '관리자가 모든 기기에서 로그아웃시켰습니다.',
  'session-ended': '세션이 종료되었습니다.',
  'client-session-ended': '이 앱의 로그인이 종료되었습니다.',
  'everyone-signed-out': '모든 사용자가 로그아웃되었습니다.',
  'token-revoked': '접근 권한이 취소되었습니다.',
  'consent-withdrawn': '이 앱에 대한 동의가 철회되었습니다.',
  disabled: '계정이 비활성화되었습니다.',
  deleted: '계정이 삭제되었습니다.',
  'password-changed': '비밀번호가 변경되었습니다.',
  'credential-removed': '계정에서 로그인 수단 하나가 삭제되었습니다.',
  'identity-unlinked': '연결된 외부 계정이 해제되었습니다.',
  'identity-provider-deleted': '로그인 수단 하나가 없어졌습니다.',
  'organization-disabled': '조직 하나가 비활성화되었습니다.',
  'directory-disabled': '계정 디렉터리 하나가 비활성화되었습니다.',
  'key-removed': '로그인 서비스의 서명 키가 교체되었습니다.',
  'role-revoked': '역할이 회수되었습니다.',
  'group-left': '그룹에서 제외되었습니다.',
  'role-deleted': '갖고 있던 역할이 삭제되었습니다.',
  'role-renamed': '갖고 있는 역할의 이름이 변경되었습니다.',
  'role-composites-changed': '갖고 있는 역할의 구성이 변경되었습니다.',
  'group-roles-changed': '속한 그룹의 역할이 변경되었습니다.',
  'group-deleted': '속한 그룹이 삭제되었습니다.',
  'group-moved': '속한 그룹이 이동되었습니다.',
  'client-updated': '이 앱의 설정이 변경되었습니다.',
  'client-scopes-changed': '이 앱이 받는 정보의 범위가 변경되었습니다.',
  'client-deleted': '이 앱이 삭제되었습니다.',
  'realm-updated': '로그인 설정이 변경되었습니다.',
  'realm-deleted': '로그인 서비스가 종료되었습니다.',
};

function role(name: string): string {
  return ROLES[name] ?? name;
}

function roleChange({ gained, lost }: RoleChange): string {
  const sentences = [];
  if (gained.length > 0) {
    sentences.push(`새로 받은 역할: ${gained.map(role).join(', ')}.`);
  }
  if (lost.length > 0) {
    sentences.push(`없어진 역할: ${lost.map(role).join(', ')}.`);
  }
  return sentences.join(' ');
}

export const ko: Words = {
  languageName: '한국어',
  title: '대문',
  tagline: '모든 서비스로 통하는 하나의 문',
  skip: '본문으로 건너뛰기',
  dismiss: '닫기',
  cancel: '취소',
  looking: '로그인 상태를 확인하고 있습니다…',
  leaving: '로그아웃하고 있습니다…',
  loading: '불러오는 중…',
  tryAgain: '다시 시도',

  brokenTitle: '페이지를 시작할 수 없습니다',
  brokenText: '설정이 없거나 올바르지 않습니다. 원인은 브라우저 콘솔에서 확인할 수 있습니다.',

  welcomeTitle: '어서 오세요',
  welcomeText: '로그인하면 주문을 하고, 토큰에 담긴 내 정보를 확인할 수 있습니다.',
  withKakao: '카카오 로그인',
  withNaver: '네이버 로그인',
  withGoogle: 'Google 계정으로 로그인',
  withApple: 'Apple로 로그인',
  withPassword: '비밀번호로 로그인',
  or: '또는',
  signInNote: '토큰은 이 탭의 메모리에만 보관되며 탭을 닫으면 사라집니다.',

  signOut: '로그아웃',
  signOutEverywhere: '모든 기기에서 로그아웃',
  signOutEverywhereTitle: '모든 기기에서 로그아웃할까요?',
  signOutEverywhereText: '이 브라우저와 다른 모든 기기의 세션이 종료됩니다.',

  reason: (reason) => REASONS[reason] ?? '접근 권한이 회수되었습니다.',
  notice: {
    'signed-out': '로그아웃했습니다.',
    'signed-out-in-another-tab': '다른 탭에서 로그아웃했습니다.',
    'sign-in-cancelled': '로그인을 취소했습니다.',
    'sign-in-failed': '로그인하지 못했습니다. 다시 시도해 주세요.',
    'issuer-away': '지금은 로그인 서비스에 연결할 수 없습니다.',
    'storage-blocked':
      '브라우저가 이 페이지의 저장 공간을 차단했거나 공간이 부족하여 로그인할 수 없습니다. 쿠키와 사이트 데이터를 허용하거나 공간을 비워 주세요.',
    'not-signed-out':
      '지금은 로그인 서비스에 연결할 수 없어 아직 로그인된 상태입니다. 잠시 후 다시 로그아웃해 주세요.',
    'no-such-page': '없는 페이지입니다. 첫 화면으로 왔습니다.',
    'not-signed-out-everywhere': '모든 기기에서 로그아웃하지 못했습니다. 세션 목록은 계정 페이지에 있습니다.',
  },
  accountPage: '계정 페이지 열기',
  sessionOver: '세션이 만료되었습니다.',
  signInAgain: '다시 로그인해 주세요.',
  askForHelp: '착오라고 생각되면 서비스 운영자에게 문의해 주세요.',
  accessRenewed: '접근 권한을 새로 받았습니다.',
  roleChange,

  profile: '프로필',
  name: '이름',
  noName: '이름 없음',
  email: '이메일',
  noEmail: '없음',
  verified: '인증됨',
  notVerified: '인증 안 됨',
  signedInWith: '로그인 방법',
  provider: (alias) => PROVIDERS[alias] ?? alias,
  roles: '역할',
  noRoles: '없음',
  role,
  over14: '만 14세 이상',
  over19: '만 19세 이상',
  yes: '예',
  no: '아니요',
  unknown: '알 수 없음',

  access: '접근 권한',
  expiresIn: '자동으로 갱신됩니다. 남은 시간:',
  lifetime: '액세스 토큰의 남은 시간',
  renew: '지금 갱신',
  renewed: '갱신했습니다.',
  claims: '토큰에 담긴 내용',
  claim: '클레임',
  value: '값',
  meaning: '뜻',
  meanings: {
    iss: '발급자',
    sub: '내 계정의 고유 번호',
    aud: '이 토큰을 쓸 수 있는 서비스',
    azp: '로그인한 앱',
    sid: '내 세션',
    jti: '이 토큰의 고유 번호',
    iat: '발급 시각',
    exp: '만료 시각',
    scope: '앱이 요청한 범위',
    roles: '내 역할',
    idp: '로그인 방법',
    age_over_14: '만 14세 이상인지',
    age_over_19: '만 19세 이상인지',
    typ: '사용 방식',
  },

  orders: '내 주문',
  allOrders: '전체 주문',
  asManager: '주문 관리자는 모든 주문을 보고 취소할 수 있습니다.',
  noRightToOrders: '주문을 볼 수 있는 역할이 없습니다.',
  newOrder: '새 주문',
  item: '품목',
  itemHint: '예: 대문 열쇠',
  quantity: '수량',
  order: '주문하기',
  itemWrong: '주문할 품목을 200자 이내 한 줄로 입력해 주세요.',
  quantityWrong: '1에서 1,000 사이의 정수를 입력해 주세요.',
  ordered: '주문했습니다:',
  cancelled: '주문을 취소했습니다:',
  noOrders: '아직 주문이 없습니다.',
  pieces: (quantity) => `${quantity}개`,
  by: '주문자',
  you: '나',
  cancelOrder: '주문 취소',
  cancelTitle: '이 주문을 취소할까요?',
  keepOrder: '유지',
  newer: '최근',
  older: '이전',
  shown: (from, to, total) => `${total}건 중 ${from}–${to}`,

  problem: {
    away: '지금은 서비스에 연결할 수 없습니다. 저장된 내용은 그대로 있습니다.',
    slow: '서비스의 응답이 너무 늦습니다.',
    notSure: '서비스가 응답하지 않았습니다. 다시 주문하기 전에 목록을 확인해 주세요.',
    forbidden: '이 작업을 할 수 있는 역할이 없습니다.',
    gone: '이미 없는 주문입니다.',
    invalid: '서비스가 이 입력을 받아들이지 않았습니다.',
    tooMany: '요청이 너무 많습니다.',
    refused: '서비스가 로그인을 인정하지 않습니다. 다시 로그인해 주세요.',
    other: '문제가 발생했습니다.',
  },
  retryAfter: (seconds) => `${seconds}초 후에 다시 시도해 주세요.`,
  requestId: (id) => `요청 번호 ${id}`,
};
