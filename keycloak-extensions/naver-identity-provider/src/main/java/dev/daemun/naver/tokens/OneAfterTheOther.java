package dev.daemun.naver.tokens;

import java.util.List;

/** Does some work for each of several providers, so that one with wrong settings holds up no other. */
final class OneAfterTheOther {
    private OneAfterTheOther() {}

    /**
     * Does it for all of them.
     *
     * @throws Exception the first failure, once all have had their turn
     */
    static void of(List<String> providers, Work work) throws Exception {
        Exception first = null;
        for (String provider : providers) {
            try {
                work.on(provider);
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What is done for one. */
    @FunctionalInterface
    interface Work {
        void on(String provider) throws Exception;
    }
}
