package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The route takes {@code /api} off; what the service then says of its own paths must lead its caller back to it. */
class PathsLeadBackTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @ParameterizedTest
    @CsvSource({
        "/orders/1, /api/orders/1",
        "/orders/1?a=%27#b, /api/orders/1?a=%27#b",
        "/, /api/",
        "SERVICE/orders/1, /api/orders/1",
        "SERVICE, /api/",
        "1, 1",
        "../orders/1, ../orders/1",
        "?page=2, ?page=2",
        "#part, #part",
        "/api/orders/1, /api/orders/1",
        "/apiary/1, /api/apiary/1",
        "//elsewhere.example/orders, //elsewhere.example/orders",
        "https://elsewhere.example/orders, https://elsewhere.example/orders",
        "SERVICE.elsewhere.example/, SERVICE.elsewhere.example/",
        "SERVICE9/, SERVICE9/",
    })
    void asLocation(String said, String heard) {
        String service = RUNNING.backend.uri();
        for (String header : new String[] {"Location", "Content-Location"}) {
            RUNNING.backend.answersWith(header, said.replace("SERVICE", service));
            assertThat(answer().headers().firstValue(header)).hasValue(heard.replace("SERVICE", service));
        }
    }

    @ParameterizedTest
    @CsvSource({"/orders/1, /api/orders/1", "/api/orders/1, /api/orders/1", "urn:uuid:1, urn:uuid:1", "1, 1"})
    void asInstanceOfAProblem(String said, String heard) {
        RUNNING.backend.answers(409, "application/problem+json", "{\"instance\":\"" + said + "\",\"title\":\"대문\"}");
        assertThat(answer().body()).contains("\"instance\":\"" + heard + "\"", "\"title\":\"대문\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"instance\":1}", "[\"/orders\"]", "{\"instance\":", "{}", "null", ""})
    void whatHasNoneStaysAsItIs(String problem) {
        RUNNING.backend.answers(409, "application/problem+json", problem);
        assertThat(answer().body()).isEqualTo(problem);
    }

    private static HttpResponse<String> answer() {
        return RUNNING.gateway.get("/api/orders", RUNNING.issuer.token());
    }
}
