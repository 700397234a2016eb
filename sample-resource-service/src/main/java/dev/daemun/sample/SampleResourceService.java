package dev.daemun.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Orders of a small shop, for those who carry a token of the realm. */
@SpringBootApplication
@EnableScheduling
class SampleResourceService {
    public static void main(String[] args) {
        SpringApplication.run(SampleResourceService.class, args);
    }
}
