package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A warning that stands there each time hides the one that matters. */
@ExtendWith(OutputCaptureExtension.class)
class TheStartWarnsOfNothingTest {
    @Test
    void withItsUsualSettings(CapturedOutput log) {
        new SpringApplicationBuilder(SampleResourceService.class)
                .run("--server.port=0", "--management.server.port=0", "--spring.datasource.url=jdbc:h2:mem:start")
                .close();
        assertThat(log.getAll().lines()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
}
