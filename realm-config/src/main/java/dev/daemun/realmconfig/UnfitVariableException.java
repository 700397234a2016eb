package dev.daemun.realmconfig;

/** One sentence on what is wrong with one variable and how to mend it. */
final class UnfitVariableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitVariableException(String variable, String sentence) {
        super(variable + " " + sentence);
    }
}
