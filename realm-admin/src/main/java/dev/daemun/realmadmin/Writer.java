package dev.daemun.realmadmin;

/**
 * Changes the objects of one kind, in steps that run one after another over all kinds. After each single request the realm
 * is as closed as before or as after, or more: first everything is taken away that the files no longer give, and only when
 * all is in its place anything is given.
 */
interface Writer {
    /** Takes away, and switches off what will be off or deleted. */
    default void close(Difference difference) {}

    /** Makes what is missing, switched off and without rights. */
    default void build(Difference difference) {}

    /** Changes what each object is in itself. */
    default void change(Difference difference) {}

    /** Gives rights. */
    default void grant(Difference difference) {}

    /** Binds and switches on. */
    default void release(Difference difference) {}

    /** Deletes what the files once made and no longer have. */
    default void delete(Difference difference) {
        throw new IllegalStateException("Nothing of this kind carries the mark: " + difference.name());
    }
}
