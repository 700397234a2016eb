package dev.daemun.shiftedclock;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Sets the clock of the process that it is loaded into ahead or back, as a machine's clock may be: {@link Instant#now}, all clocks of
 * {@link java.time.Clock}, and Keycloak's own, {@code org.keycloak.common.util.Time}. Whoever asks {@link System#currentTimeMillis}
 * gets the true time, as do the libraries below Keycloak and Spring that measure only how long something takes.
 */
public final class ShiftedClockAgent {
    private static final String AHEAD = "daemun.clock-ahead-milliseconds";
    private static final Duration INACCURACY = Duration.ofSeconds(1);

    private ShiftedClockAgent() {}

    /**
     * Called by the Java runtime for each {@code VirtualMachine.loadAgent}.
     *
     * @param ahead how far, in whole seconds, as {@link Duration#parse} reads it; less than zero sets it back
     */
    public static void agentmain(String ahead, Instrumentation instrumentation) throws ReflectiveOperationException {
        Duration shift = Duration.parse(ahead);
        boolean first = System.getProperty(AHEAD) == null;
        System.setProperty(AHEAD, Long.toString(shift.toMillis()));
        if (first) {
            instrument(instrumentation);
        }
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("org.keycloak.common.util.Time")) {
                loaded.getMethod("setOffset", int.class).invoke(null, (int) shift.toSeconds());
            }
        }
        Duration seen = Duration.between(Instant.ofEpochMilli(System.currentTimeMillis()), Instant.now());
        if (seen.minus(shift).abs().compareTo(INACCURACY) > 0) {
            throw new IllegalStateException("The clock is " + seen + " ahead instead of " + shift + ".");
        }
    }

    private static void instrument(Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .ignore(none())
                .type(named("java.time.Clock"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(OfInstants.class).on(named("currentInstant"))))
                .type(named("java.time.Clock$SystemClock"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(OfMilliseconds.class).on(named("millis"))))
                .installOn(instrumentation);
    }

    /** Copied into the JDK's own class, which sees no class of this agent. The name of the property is a constant, which is copied too. */
    static final class OfInstants {
        private OfInstants() {}

        @Advice.OnMethodExit
        static void shift(@Advice.Return(readOnly = false) Instant now) {
            now = now.plusMillis(Long.getLong(AHEAD, 0));
        }
    }

    /** The same for milliseconds. */
    static final class OfMilliseconds {
        private OfMilliseconds() {}

        @Advice.OnMethodExit
        static void shift(@Advice.Return(readOnly = false) long now) {
            now += Long.getLong(AHEAD, 0);
        }
    }
}
