package dev.daemun.gateway.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Also a trusted proxy may pass on what its own caller wrote. */
class AnyForwardedHeaderIsTakenOrLeftTest {
    private final UntrustedHeaders headers = new UntrustedHeaders(new ProxyProperties(List.of("10.0.0.0/8")));

    @FuzzTest
    void value(byte[] bytes) {
        String value = new String(bytes, StandardCharsets.ISO_8859_1);
        ServerHttpRequest request = MockServerHttpRequest.get("http://gateway.example/api/orders")
                .remoteAddress(new InetSocketAddress("10.0.0.1", 4711))
                .header("X-Forwarded-For", value)
                .header("X-Forwarded-Host", value)
                .header("X-Forwarded-Proto", value)
                .header("X-Forwarded-Port", value)
                .header("X-Forwarded-Prefix", value)
                .header("Forwarded", value)
                .build();
        ServerHttpRequest taken = headers.apply(request);
        assertThat(taken.getURI().getRawPath()).as("no host moves the path").isEqualTo("/api/orders");
        assertThat(taken.getURI().getScheme()).isIn("http", "https");
        assertThat(taken.getURI().getHost()).isNotNull();
        assertThat(taken.getRemoteAddress().getAddress())
                .as("an address, and no name that is looked up")
                .isNotNull();
        assertThat(taken.getHeaders().headerNames()).doesNotContain("X-Forwarded-Prefix", "Forwarded");
    }
}
