package dev.daemun.systemtests;

import java.util.Objects;

/** The platform of {@code docker compose up} with production's settings and the stand-ins; all tests share it. */
final class ProductionPlatform {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "production platform";

    final ComposedStandIns standIns = new ComposedStandIns();
    final ComposedPlatform containers = ComposedPlatform.create(standIns);

    private ProductionPlatform() {
        Runtime.getRuntime().addShutdownHook(new Thread(containers::close));
    }

    /** Makes the containers and networks, unless an earlier call did. */
    static void create() {
        Objects.requireNonNull(Created.PLATFORM);
    }

    /** The platform, which is started at the first call. If that fails, later calls fail at once. */
    static ProductionPlatform shared() {
        return Started.PLATFORM;
    }

    private static final class Created {
        private static final ProductionPlatform PLATFORM = new ProductionPlatform();
    }

    private static final class Started {
        private static final ProductionPlatform PLATFORM = Created.PLATFORM;

        static {
            PLATFORM.containers.up();
        }
    }
}
