package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec.ConfigMapReference;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec.Directory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec.VolumeDirectory;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a migration directory, wherever a spec says that they are. */
final class SpecDirectory {

    /** Where a directory may be. */
    static final String PLACES = "spec.dir.configMapRef, spec.dir.configMapRefs, spec.dir.local or spec.dir.volume";

    private SpecDirectory() {}

    /**
     * Reads them.
     *
     * @throws ReferenceException if no place is given or several are, or one can't be read
     */
    static List<SourceFile> files(@Nullable Directory directory, Values values) {
        return entries(directory == null ? new Directory(null, null, null, null, null) : directory, values)
                .entrySet()
                .stream()
                .map(entry -> new SourceFile(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, String> entries(Directory directory, Values values) {
        Map<String, String> local = directory.local();
        ConfigMapReference one = directory.configMapRef();
        List<ConfigMapReference> several = directory.configMapRefs();
        if (local != null && one != null) {
            throw new ReferenceException("cannot use both configmaps and local directory: set one of"
                    + " spec.dir.configMapRef and spec.dir.local");
        }
        if (!several.isEmpty() && (local != null || one != null)) {
            throw new ReferenceException("spec.dir.configMapRefs cannot be used together with spec.dir.configMapRef or"
                    + " spec.dir.local: put all ConfigMaps into spec.dir.configMapRefs");
        }
        VolumeDirectory volume = directory.volume();
        if (volume != null && (local != null || one != null || !several.isEmpty())) {
            throw new ReferenceException(
                    "spec.dir.volume cannot be used together with another directory: remove one of" + " them");
        }
        if (volume != null) {
            return volume(volume, values);
        }
        if (local != null) {
            return local;
        }
        if (one != null) {
            return values.configMap("spec.dir.configMapRef", one.name());
        }
        if (several.isEmpty()) {
            throw new ReferenceException("no directory specified: set " + PLACES);
        }
        return together(several, values);
    }

    private static Map<String, String> volume(VolumeDirectory volume, Values values) {
        if (volume.name().isEmpty()
                || volume.name().contains("/")
                || volume.path().startsWith("/")) {
            throw new ReferenceException(
                    "spec.dir.volume: expected the name of a volume, and a path in it that does not begin with a slash");
        }
        return values.volume(volume.reference());
    }

    /** A file may be in several of them if it is the same in all, as {@code atlas.sum} is where each is made from the whole folder. */
    private static Map<String, String> together(List<ConfigMapReference> references, Values values) {
        Map<String, String> files = new TreeMap<>();
        Map<String, String> places = new TreeMap<>();
        for (int i = 0; i < references.size(); i++) {
            String name = references.get(i).name();
            values.configMap("spec.dir.configMapRefs[" + i + "]", name).forEach((file, content) -> {
                String before = files.putIfAbsent(file, content);
                if (before != null && !before.equals(content)) {
                    throw new ReferenceException("spec.dir.configMapRefs: \"" + file + "\" is in configmaps \""
                            + places.get(file) + "\" and \"" + name
                            + "\", with different contents: remove it from one of them");
                }
                places.putIfAbsent(file, name);
            });
        }
        return files;
    }
}
