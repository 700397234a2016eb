package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins the files to one realm in Keycloak's representation, with its variables not filled in yet. */
record RealmJoin(RealmFiles files, Sources sources, List<String> problems) {
    /**
     * @param overlays the environments whose files are added, in this order
     * @throws RealmConfigException when a file is no JSON
     */
    ObjectNode join(List<String> overlays) {
        overlays.stream()
                .filter(name -> !files.overlays().contains(name))
                .forEach(name -> problems.add("DAEMUN_REALM_OVERLAYS names " + name + ", which is no directory in "
                        + RealmFiles.OVERLAYS + ": there are " + files.overlays() + "."));
        ObjectNode realm = JsonNodeFactory.instance.objectNode();
        List<ServiceFile> services = new ArrayList<>();
        List<String> directories = new ArrayList<>(List.of(""));
        overlays.forEach(overlay -> directories.add(RealmFiles.OVERLAYS + overlay + "/"));
        directories.forEach(directory -> add(realm, directory, !directory.isEmpty(), services));
        Map<String, ServiceFile> byName = new HashMap<>();
        services.forEach(service -> byName.put(service.id(), service));
        services.forEach(service -> service.addCallers(realm, byName));
        EverybodysRole.addTo(realm, services);
        addRoleManagers(realm, directories, byName);
        if (problems.isEmpty()) {
            new References(realm, sources, problems).check();
            new FlowNames(realm, sources, problems).check();
            new AdminPermissions(realm, sources, problems).nameByIds();
        }
        return realm;
    }

    private void addRoleManagers(ObjectNode realm, List<String> directories, Map<String, ServiceFile> services) {
        // Each of them states the client that Keycloak has for permissions, and switches these on.
        Joining joining = new Joining(sources, problems, true);
        for (String directory : directories) {
            for (String file : files.in(directory + RealmFiles.ROLE_MANAGERS)) {
                ObjectNode content = sources.parse(file, files.text(file));
                if (RoleManagerFile.fits(content, sources, problems)) {
                    String id = file.substring(file.lastIndexOf('/') + 1, file.length() - ".json".length());
                    RoleManagerFile manager = new RoleManagerFile(id, content, sources, problems);
                    manager.checkThatItsNameIsFree(realm);
                    joining.add(realm, manager.toKeycloak(services));
                    manager.checkThatRolesCarryNothingElse(realm, services);
                }
            }
        }
    }

    private void add(ObjectNode realm, String directory, boolean mayChange, List<ServiceFile> services) {
        Joining joining = new Joining(sources, problems, mayChange);
        for (String file : files.in(directory)) {
            ObjectNode piece = sources.parse(file, files.text(file));
            joining.add(
                    realm, file.endsWith(UserProfileFile.NAME) ? UserProfileFile.toKeycloak(piece, sources) : piece);
        }
        // Nobody else states what a service's file makes; only the default role exists before it.
        Joining own = new Joining(sources, problems, false);
        Joining shared = new Joining(sources, problems, true);
        for (String file : files.in(directory + RealmFiles.SERVICES)) {
            ServiceFile.of(file, sources.parse(file, files.text(file)), sources, problems)
                    .ifPresent(service -> {
                        ObjectNode pieces = new ServicePieces(service.id(), service.content()).toKeycloak();
                        sources.inherit(pieces, service.content());
                        own.add(realm, pieces);
                        shared.add(realm, service.forEverybody(realm));
                        services.add(service);
                    });
        }
    }
}
