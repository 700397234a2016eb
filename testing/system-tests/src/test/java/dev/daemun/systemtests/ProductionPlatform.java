package dev.daemun.systemtests;

/** {@code docker compose up} as an operator has it, with the stand-ins where Kakao and Google are; one for all tests of a run. */
final class ProductionPlatform {
    /** The resource that classes lock which use it, so that no two of them run side by side. */
    static final String LOCK = "production platform";

    final ComposedStandIns standIns = new ComposedStandIns();
    final ComposedPlatform containers = ComposedPlatform.start(standIns);

    private ProductionPlatform() {
        Runtime.getRuntime().addShutdownHook(new Thread(containers::close));
    }

    /** Started at the first call; where that fails, later calls fail at once. */
    static ProductionPlatform shared() {
        return Shared.PLATFORM;
    }

    private static final class Shared {
        private static final ProductionPlatform PLATFORM = new ProductionPlatform();
    }
}
