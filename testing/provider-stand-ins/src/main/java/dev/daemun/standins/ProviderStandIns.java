package dev.daemun.standins;

import dev.daemun.standins.apple.AppleStandIn;
import dev.daemun.standins.google.GoogleStandIn;
import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.kakao.KakaoStandIn;
import dev.daemun.standins.naver.NaverStandIn;
import dev.daemun.standins.tls.ConnectProxy;
import dev.daemun.standins.tls.TestAuthority;
import dev.daemun.standins.web.ReceivedRequest;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import dev.daemun.standins.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stand-ins for Kakao, Naver, Google and Apple, running in this process on the loopback address. */
public final class ProviderStandIns implements AutoCloseable {
    private final AdjustableClock clock = new AdjustableClock();
    private final Site site = new Site();
    private final KakaoStandIn kakao;
    private final NaverStandIn naver;
    private final GoogleStandIn google;
    private final AppleStandIn apple;
    private final Set<String> hosts;
    private final TestAuthority authority = new TestAuthority();
    private final WebServer plain;
    private final WebServer secured;
    private final ConnectProxy proxy;

    private ProviderStandIns(int port, int proxyPort, ProviderKeys keys) throws IOException {
        kakao = KakaoStandIn.on(site, clock, keys);
        naver = NaverStandIn.on(site, clock, keys);
        google = GoogleStandIn.on(site, clock, keys);
        apple = AppleStandIn.on(site, clock, keys);
        hosts = site.hosts();
        new Control(
                        clock,
                        new TreeMap<>(Map.of(
                                "kakao",
                                kakao.desk(),
                                "naver",
                                naver.desk(),
                                "google",
                                google.desk(),
                                "apple",
                                apple.desk())))
                .on(site);
        plain = WebServer.plain(port, site);
        secured = WebServer.secured(authority.serve(hosts), site);
        proxy = ConnectProxy.start(proxyPort, hosts, secured.port());
    }

    /**
     * Starts all providers and the proxy.
     *
     * @param port the port for plain HTTP, 0 for any free one
     * @param proxyPort the port of the proxy that leads the providers' own addresses here, 0 for any free one
     * @throws IOException if a port is taken
     */
    public static ProviderStandIns start(int port, int proxyPort) throws IOException {
        return start(port, proxyPort, ProviderKeys.ofThisProcess());
    }

    /**
     * Starts all providers and the proxy, with keys that may be older than this process.
     *
     * @param port the port for plain HTTP, 0 for any free one
     * @param proxyPort the port of the proxy that leads the providers' own addresses here, 0 for any free one
     * @param keys the keys that the providers begin with
     * @throws IOException if a port is taken
     */
    public static ProviderStandIns start(int port, int proxyPort, ProviderKeys keys) throws IOException {
        return new ProviderStandIns(port, proxyPort, keys);
    }

    /** The stand-in for Kakao. */
    public KakaoStandIn kakao() {
        return kakao;
    }

    /** The stand-in for Naver. */
    public NaverStandIn naver() {
        return naver;
    }

    /** The stand-in for Google. */
    public GoogleStandIn google() {
        return google;
    }

    /** The stand-in for Apple. */
    public AppleStandIn apple() {
        return apple;
    }

    /** The port of the proxy through which the providers' own https addresses lead here. */
    public int proxyPort() {
        return proxy.port();
    }

    /**
     * The value of Keycloak's option {@code --spi-connections-http-client--default--proxy-mappings} with which it calls the
     * providers' hosts through the proxy, and all other hosts directly.
     */
    public String keycloakProxyMappings() {
        return keycloakProxyMappings(hosts);
    }

    /** The same for some of the hosts only, such as {@link KakaoStandIn#HOSTS}; Keycloak calls the real others. */
    public String keycloakProxyMappings(Set<String> some) {
        return keycloakProxyMappings(some, "127.0.0.1");
    }

    /**
     * The same for a Keycloak on another machine, or in a container.
     *
     * @param proxyHost the name of this machine there; the proxy's port must be forwarded, as it listens on the loopback address
     */
    public String keycloakProxyMappings(Set<String> some, String proxyHost) {
        return some.stream()
                .sorted()
                .map(host -> host.replace(".", "\\.") + ";http://" + proxyHost + ":" + proxyPort())
                .collect(Collectors.joining(","));
    }

    /** The certificate, as PEM, that a client has to trust if it calls the providers through the proxy. */
    public String authorityPem() {
        return authority.pem();
    }

    /** The clock of all providers. */
    public AdjustableClock clock() {
        return clock;
    }

    /** The plain HTTP address of a provider's address such as {@code kauth.kakao.com/oauth/token}. */
    public URI plain(String hostAndPath) {
        return URI.create("http://127.0.0.1:" + plain.port() + "/" + hostAndPath);
    }

    /** All requests of relying parties and browsers so far, the oldest first. */
    public List<ReceivedRequest> received() {
        return site.received();
    }

    /** Answers the next request for this host and path with this JSON, whatever the request says. */
    public void failNext(String host, String path, int status, Object json) {
        site.failNext(host, path, Response.json(status, json));
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        secured.close();
        plain.close();
    }
}
