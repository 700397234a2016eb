package dev.daemun.standins;

import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import dev.daemun.standins.naver.NaverApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the stand-ins in a process of their own. */
@Command(
        name = "provider-stand-ins",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Stands in for Kakao, Naver, Google and Apple on this machine until it is stopped.")
final class ProviderStandInsCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8180", description = "The port for plain HTTP.")
    private int port;

    @Option(
            names = "--proxy-port",
            defaultValue = "8181",
            description = "The port of the proxy that leads the providers' own addresses here.")
    private int proxyPort;

    @Option(names = "--ca-file", description = "Where to write the certificate to trust (PEM).")
    private Path caFile;

    @Option(names = "--kakao-client-id", defaultValue = "stand-in-kakao", description = "The REST API key.")
    private String kakaoClientId;

    @Option(names = "--kakao-app-id", defaultValue = "1000001")
    private long kakaoAppId;

    @Option(names = "--kakao-oidc", defaultValue = "true", negatable = true, fallbackValue = "true")
    private boolean kakaoOidc;

    @Option(
            names = "--kakao-consent-items",
            split = ",",
            defaultValue = "profile_nickname,profile_image,account_email,name,age_range,birthyear,birthday,gender,"
                    + "phone_number")
    private List<String> kakaoConsentItems;

    @Option(names = "--kakao-redirect-uri", description = "May be given several times.")
    private List<String> kakaoRedirectUris = List.of();

    @Option(names = "--naver-client-id", defaultValue = "stand-in-naver")
    private String naverClientId;

    @Option(names = "--naver-openid-connect", defaultValue = "true", negatable = true, fallbackValue = "true")
    private boolean naverOpenIdConnect;

    @Option(names = "--naver-redirect-uri", description = "May be given several times.")
    private List<String> naverRedirectUris = List.of();

    @Option(names = "--google-client-id", defaultValue = "stand-in-google")
    private String googleClientId;

    @Option(names = "--google-redirect-uri", description = "May be given several times.")
    private List<String> googleRedirectUris = List.of();

    @Option(names = "--apple-client-id", defaultValue = "stand-in-apple", description = "The Services ID.")
    private String appleClientId;

    @Option(names = "--apple-redirect-uri", description = "May be given several times.")
    private List<String> appleRedirectUris = List.of();

    @Option(
            names = "--apple-key-file",
            description = "Where to write the private key that signs client secrets (PEM), of the team STANDINTEA and"
                    + " with the key id STANDINKEY. Without it Apple has no client.")
    private Path appleKeyFile;

    @Option(names = "--apple-reports-to", description = "The address for Apple's server-to-server notifications.")
    private URI appleReceiver;

    @Option(names = "--kakao-reports-to", description = "The address of the app's account status webhook.")
    private URI kakaoReceiver;

    @Option(names = "--naver-reports-to", description = "The address that Naver's disconnect notice is sent to.")
    private URI naverReceiver;

    @Option(names = "--google-reports-to", description = "The address that Google's security events are delivered to.")
    private URI googleReceiver;

    @Option(
            names = "--secret",
            defaultValue = "stand-in-secret",
            description = "The client secret and admin key of all clients.")
    private String secret;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ProviderStandInsCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ProviderStandIns standIns = start()) {
            System.out.println("Kakao:  " + standIns.plain("kauth.kakao.com"));
            System.out.println("Naver:  " + standIns.plain("nid.naver.com"));
            System.out.println("Google: " + standIns.plain("accounts.google.com"));
            System.out.println("Apple:  " + standIns.plain("appleid.apple.com"));
            System.out.println("Proxy:  127.0.0.1:" + standIns.proxyPort());
            System.out.println("Keycloak's proxy-mappings: " + standIns.keycloakProxyMappings());
            new CountDownLatch(1).await();
        }
        return CommandLine.ExitCode.OK;
    }

    ProviderStandIns start() throws IOException {
        ProviderStandIns standIns = ProviderStandIns.start(port, proxyPort);
        KakaoApp app = new KakaoApp(
                kakaoAppId,
                kakaoClientId,
                secret,
                secret,
                kakaoOidc,
                Set.copyOf(kakaoConsentItems),
                Set.copyOf(kakaoRedirectUris),
                Set.of());
        standIns.kakao().register(app);
        NaverApp naver = new NaverApp(naverClientId, secret, naverOpenIdConnect, Set.copyOf(naverRedirectUris));
        standIns.naver().register(naver);
        if (naverReceiver != null) {
            standIns.naver().reportTo(naver, naverReceiver);
        }
        GoogleClient client = new GoogleClient(googleClientId, secret, Set.copyOf(googleRedirectUris));
        standIns.google().register(client);
        if (kakaoReceiver != null) {
            standIns.kakao().reportTo(app, kakaoReceiver);
        }
        if (googleReceiver != null) {
            standIns.google().reportTo(client, googleReceiver);
        }
        if (appleKeyFile != null) {
            registerAtApple(standIns);
        }
        if (caFile != null) {
            Files.writeString(caFile, standIns.authorityPem());
        }
        return standIns;
    }

    private void registerAtApple(ProviderStandIns standIns) throws IOException {
        AppleKey key = AppleKey.generate();
        key.write(appleKeyFile);
        AppleClient client = key.client(appleClientId, Set.copyOf(appleRedirectUris));
        standIns.apple().register(client);
        if (appleReceiver != null) {
            standIns.apple().reportTo(client, appleReceiver);
        }
    }
}
