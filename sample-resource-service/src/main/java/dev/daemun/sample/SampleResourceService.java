package dev.daemun.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Orders of a small shop, for those who carry a token of the realm. */
@SpringBootApplication
class SampleResourceService {
    public static void main(String[] args) {
        SpringApplication.run(SampleResourceService.class, args);
    }
}
