import { defineConfig } from 'vitepress';
import { anchor, pageOf } from './pages.ts';

/** The chapters in the order in which a newcomer reads them, and what the sidebar calls them in Korean. */
const chapters: [string, string, string][] = [
  ['docs/your-service.md', 'Your service in ten minutes', '10분 만에 내 서비스 연결하기'],
  ['docs/how-it-works.md', 'How it works, in two pictures', '두 장의 그림으로 보는 구조'],
  ['docs/one-extension.md', 'One extension in a Keycloak you have', '이미 쓰는 Keycloak에 확장 하나만 넣기'],
  ['docs/consoles.md', 'The consoles of the providers', '로그인 제공자의 콘솔 설정'],
  ['docs/reference.md', 'Reference', '레퍼런스'],
  ['docs/operations.md', 'Operations and upgrade', '운영과 업그레이드'],
  ['docs/capacity.md', 'How large it grows', '규모 산정'],
  ['docs/security-model.md', 'Security model and its limits', '보안 모델과 한계'],
  ['docs/coming-from.md', 'Coming from', '다른 방식에서 옮겨 오기'],
  ['docs/alternatives.md', 'Against alternatives', '다른 제품과 비교'],
  ['docs/troubleshooting.md', 'Troubleshooting by message', '메시지로 찾는 문제 해결'],
  ['docs/gateways.md', 'A gateway that is already there', '이미 쓰는 게이트웨이'],
  ['docs/without-the-starter.md', 'A service without the starter', '스타터 없는 서비스'],
];

const modules = [
  'resource-server-starter', 'resource-server-test', 'testcontainers', 'service-calls-starter', 'realm-config', 'realm-admin',
  'keycloak-extensions/token-mappers', 'keycloak-extensions/kakao-identity-provider', 'keycloak-extensions/naver-identity-provider',
  'keycloak-extensions/apple-identity-provider', 'keycloak-extensions/safe-linking', 'keycloak-extensions/upstream-signals',
  'keycloak-extensions/identity-event-log', 'keycloak-extensions/event-relay', 'keycloak-extensions/revocation-feed',
  'keycloak-extensions/login-theme', 'api-gateway', 'testing/provider-stand-ins', 'testing/benchmarks',
];

const project = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

function sidebar(korean: boolean) {
  return [
    {
      text: korean ? '안내서' : 'Guide',
      items: chapters.map(([file, title, koreanTitle]) => ({
        text: korean ? koreanTitle : title,
        link: '/' + pageOf(korean ? file.replace('.md', '.ko.md') : file),
      })),
    },
    {
      text: korean ? '모듈 (영어)' : 'Modules',
      collapsed: true,
      items: modules.map(module => ({ text: module.replace(/.*\//, ''), link: '/' + pageOf(module + '/README.md') })),
    },
    {
      text: korean ? '프로젝트 (영어)' : 'The project',
      collapsed: true,
      items: project.map(file => ({ text: file.replace('.md', '').toLowerCase(), link: '/' + pageOf(file) })),
    },
  ];
}

const koreanSearch = {
  button: { buttonText: '검색', buttonAriaLabel: '검색' },
  modal: {
    displayDetails: '자세히 보기',
    resetButtonTitle: '지우기',
    backButtonTitle: '닫기',
    noResultsText: '찾지 못했습니다',
    footer: { selectText: '선택', navigateText: '이동', closeText: '닫기' },
  },
};

export default defineConfig({
  title: 'Daemun',
  description: 'Identity for Spring microservices on Keycloak',
  // Made by collect.ts.
  srcDir: 'target/pages',
  outDir: 'target/site',
  cacheDir: 'target/cache',
  cleanUrls: true,
  lastUpdated: false,
  // The addresses of what runs on the reader's own machine. All others are pages of this site.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    languageAlias: { caddyfile: 'nginx' },
    anchor: { slugify: anchor },
  },
  themeConfig: {
    search: { provider: 'local', options: { locales: { ko: { translations: koreanSearch } } } },
    outline: [2, 3],
  },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: sidebar(false) } },
    ko: {
      label: '한국어',
      lang: 'ko',
      description: 'Keycloak으로 만드는 Spring 마이크로서비스의 인증',
      themeConfig: {
        sidebar: sidebar(true),
        outline: { level: [2, 3], label: '이 페이지에서' },
        docFooter: { prev: '이전', next: '다음' },
        darkModeSwitchLabel: '화면 모드',
        sidebarMenuLabel: '목차',
        returnToTopLabel: '맨 위로',
        langMenuLabel: '언어',
      },
    },
  },
});
