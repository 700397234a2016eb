package dev.daemun.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * This machine's network interfaces. When one of them gets or loses an address, browsers cancel their requests
 * ({@code ERR_NETWORK_CHANGED}). So the networks of the platforms in containers, each of which is an interface with an
 * address, are made before any test runs.
 */
public final class NetworkInterfaces implements TestExecutionListener {
    /** The resource that classes lock: for reading to use a browser, for writing to add an interface with an address. */
    static final String LOCK = "network interfaces";

    private static final Path IPV6_IS_OFF = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Set<String> locks = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .map(TestIdentifier::getSource)
                .flatMap(source -> source.filter(ClassSource.class::isInstance).map(ClassSource.class::cast).stream())
                .map(ClassSource::getJavaClass)
                .flatMap(test -> AnnotationSupport.findRepeatableAnnotations(test, ResourceLock.class).stream())
                .map(ResourceLock::value)
                .collect(Collectors.toSet());
        if (locks.contains(ProductionPlatform.LOCK)) {
            ProductionPlatform.create();
        }
        if (locks.contains(TestPlatform.LOCK)) {
            TestPlatform.create();
        }
    }

    /**
     * Locks the interfaces for a class that starts containers, whose own interfaces have no address in IPv4. In IPv6 they
     * have one, unless it is off for new interfaces.
     */
    static final class OfContainers implements ResourceLocksProvider {
        @Override
        public Set<Lock> provideForClass(Class<?> test) {
            return isOff() ? Set.of() : Set.of(new Lock(LOCK));
        }

        private static boolean isOff() {
            try {
                return Files.readString(IPV6_IS_OFF).strip().equals("1");
            } catch (IOException e) {
                return false;
            }
        }
    }
}
