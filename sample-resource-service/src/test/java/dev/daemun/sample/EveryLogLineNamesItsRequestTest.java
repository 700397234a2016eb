package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

// So that there is a line within the request.
@SpringBootTest(properties = "logging.level.org.springframework.test.web.servlet=debug")
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class EveryLogLineNamesItsRequestTest {
    private static final String HEADER = "X-Request-Id";
    private static final String GATEWAYS = "4f0c3c55-3f0e-4f7e-9d3a-0d6c1f2a7b11";

    @Autowired
    private MockMvcTester mvc;

    @Test
    void byTheGatewaysNameForIt(CapturedOutput log) {
        MvcTestResult answer = mvc.get()
                .uri("/orders")
                .header(HEADER, GATEWAYS)
                .with(Caller.member().token())
                .exchange();
        assertThat(answer).hasStatusOk().headers().hasValue(HEADER, GATEWAYS);
        LoggerFactory.getLogger(getClass()).info("after the request");
        assertThat(log.getAll().lines())
                .anyMatch(line -> line.contains("DispatcherServlet") && line.contains("[" + GATEWAYS + "]"))
                .noneMatch(line -> line.contains("after the request") && line.contains(GATEWAYS));
    }

    @Test
    void aProblemNamesItToo() {
        MvcTestResult answer = mvc.post()
                .uri("/orders")
                .header(HEADER, GATEWAYS)
                .with(Caller.member().token())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"item\":\"\",\"quantity\":0}")
                .exchange();
        assertThat(answer).hasStatus(400).bodyJson().extractingPath("requestId").isEqualTo(GATEWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with\nanother line of log", "<script>alert(1)</script>", "%X{secret}-%X{secret}"})
    void whatCouldBreakALineIsNoName(String given) {
        MvcTestResult answer = mvc.get()
                .uri("/orders")
                .header(HEADER, given)
                .with(Caller.member().token())
                .exchange();
        assertThat(answer.getResponse().getHeader(HEADER)).isNotEqualTo(given).hasSize(36);
    }

    /** What a message holds may be made up, to look like another line. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u0085", "\u001b[2J", "\b", "\u202e"})
    void andIsOneLine(String lineBreak, CapturedOutput log) {
        LoggerFactory.getLogger(getClass())
                .warn("begin{}forged", lineBreak, new IllegalStateException("begin" + lineBreak + "forged"));
        assertThat(log.getAll()).contains("forged", "\tat dev.daemun.sample").doesNotContain(lineBreak + "forged");
    }
}
