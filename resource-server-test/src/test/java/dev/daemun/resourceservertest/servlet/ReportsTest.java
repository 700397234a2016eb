package dev.daemun.resourceservertest.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceservertest.WithDaemunToken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest
class ReportsTest {
    @Autowired
    MockMvcTester mvc;

    @Test
    @WithDaemunToken(subject = "ann", roles = "member")
    void reportsAreForManagers() {
        assertThat(mvc.get().uri("/reports")).hasStatus(403);
    }
}
