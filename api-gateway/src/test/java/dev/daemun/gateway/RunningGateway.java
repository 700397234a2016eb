package dev.daemun.gateway;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One gateway, with its usual settings but for those named, for all tests of a class; the service behind it remembers those of one test. */
final class RunningGateway implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final String[] properties;
    TestIssuer issuer;
    TestBackend backend;
    TestGateway gateway;

    RunningGateway(String... properties) {
        this.properties = properties;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        backend = new TestBackend();
        gateway = new TestGateway(issuer, backend.uri(), properties);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        backend.requests.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway.close();
        backend.close();
        issuer.close();
    }
}
