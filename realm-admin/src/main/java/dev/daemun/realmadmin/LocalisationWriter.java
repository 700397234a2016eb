package dev.daemun.realmadmin;

/** The realm's own texts, one object for each language. */
record LocalisationWriter(RealmServer server) implements Writer {
    @Override
    public void build(Difference texts) {
        change(texts);
    }

    @Override
    public void change(Difference texts) {
        String locale = texts.name().name();
        server.post(texts.wanted(), "localization", locale);
        texts.found().fieldNames().forEachRemaining(key -> {
            if (!texts.wanted().has(key)) {
                server.delete("localization", locale, key);
            }
        });
    }
}
