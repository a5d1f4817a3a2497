package io.atlasoperator.operator.project;

import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.workspace.Reach;
import java.util.Set;

/**
 * What the project file of a resource may reach: what the operator's owner has listed. What it finds there is taken for a
 * secret.
 */
final class PermittedReach implements Reach {
    private final ConfigPermissions permissions;
    private final Scrubber scrubber;

    PermittedReach(ConfigPermissions permissions, Scrubber scrubber) {
        this.permissions = permissions;
        this.scrubber = scrubber;
    }

    @Override
    public void program(String name, String folder) {
        require(permissions.programs(), name, "running the program", "programs");
        if (!folder.isEmpty()) {
            throw new HclFunctionException("\"working_dir\" can't be set in a resource: programs run in the operator's"
                    + " folder for temporary files; leave it out");
        }
    }

    @Override
    public void variable(String name) {
        require(permissions.variables(), name, "reading the environment variable", "variables");
    }

    @Override
    public void host(String name) {
        String plain = name.replaceFirst(":\\d+$", "");
        require(permissions.hosts(), permissions.hosts().contains(plain) ? plain : name, "asking the server", "hosts");
    }

    private static void require(Set<String> allowed, String name, String what, String list) {
        if (!allowed.contains(name)) {
            throw new HclFunctionException(
                    what + " \"" + name + "\" is not allowed: whoever runs the operator can add it"
                            + " to the Helm value customConfig." + list);
        }
    }

    @Override
    public boolean followsRedirects() {
        return false;
    }

    @Override
    public void found(String value) {
        scrubber.add(value);
    }
}
