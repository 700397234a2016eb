package dev.daemun.systemtests;

/** The platform of {@code docker compose up} with production's settings and the stand-ins; all tests share it. */
final class ProductionPlatform {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "production platform";

    final ComposedStandIns standIns = new ComposedStandIns();
    final ComposedPlatform containers = ComposedPlatform.start(standIns);

    private ProductionPlatform() {
        Runtime.getRuntime().addShutdownHook(new Thread(containers::close));
    }

    /** The platform, which is started at the first call. If that fails, later calls fail at once. */
    static ProductionPlatform shared() {
        return Shared.PLATFORM;
    }

    private static final class Shared {
        private static final ProductionPlatform PLATFORM = new ProductionPlatform();
    }
}
