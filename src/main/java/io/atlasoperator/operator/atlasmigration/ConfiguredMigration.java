package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec;
import io.atlasoperator.operator.project.BaseConfig;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.project.ResourceProject;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.target.DevTarget;
import io.atlasoperator.operator.target.TargetUrls;
import io.atlasoperator.operator.target.UrlText;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.project.MigrationSettings;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.workspace.MigrationFiles;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import io.atlasoperator.workspace.TemplateFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an AtlasMigration with a project file means: the file put over the rest of the spec. */
final class ConfiguredMigration {
    private static final String FOLDER = "migrations";

    private final AtlasMigrationSpec spec;
    private final SpecConfig config;
    private final List<SourceFile> files;
    private final ResourceProject project;

    /** @param files the migration directory as the resource brings it */
    ConfiguredMigration(
            AtlasMigrationSpec spec,
            SpecConfig config,
            List<SourceFile> files,
            ConfigPermissions permissions,
            Scrubber scrubber) {
        this.spec = spec;
        this.config = config;
        this.files = files;
        Map<String, String> texts = new HashMap<>();
        files.forEach(file -> texts.put(FOLDER + "/" + file.name(), file.content()));
        this.project = new ResourceProject(config, texts, permissions, scrubber);
    }

    /**
     * Reads all targets.
     *
     * @throws ReferenceException if something can't be used
     */
    MigrationWork read(TargetUrls urls, boolean downAllowed, Optional<Duration> resync) {
        Optional<DatabaseUrl> target = urls.targetIfGiven(spec);
        DevTarget dev = DevTarget.of(spec, urls);
        BaseConfig base = BaseConfig.env(config.env())
                .text("url", target.map(DatabaseUrl::reveal))
                .text("dev", dev.url().map(DatabaseUrl::reveal))
                .add(BaseConfig.block("migration")
                        .text("dir", Optional.of("file://" + FOLDER))
                        .text("exec_order", MigrationInputReader.given(spec.execOrder()))
                        .text("baseline", MigrationInputReader.given(spec.baseline()))
                        .text("revisions_schema", MigrationInputReader.given(spec.revisionsSchema())));
        String hash = MigrationHash.of(
                target.map(url -> UrlText.normalize(url.reveal())).orElse("")
                        + config.file().content(),
                MigrationDirectory.atlas("file://" + FOLDER, files));
        List<MigrationInputs> targets = new ArrayList<>();
        for (Settings settings : project.targets(base.file())) {
            targets.add(project.guarded(
                    () -> new MigrationInputs(request(settings), hash, downAllowed, resync, dev(settings, dev))));
        }
        return new MigrationWork(targets, config.repeated());
    }

    private static DevTarget dev(Settings settings, DevTarget described) {
        return settings.dev().isPresent()
                ? new DevTarget(settings.dev().map(url -> StateUrls.database("dev", url)), Optional.empty())
                : described;
    }

    private MigrateApplyRequest request(Settings settings) {
        MigrationSettings migration = settings.migration();
        String url = settings.url()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ReferenceException("database URL is empty: set url in env \"" + config.env()
                        + "\" of the project file, or spec.url"));
        return new MigrateApplyRequest(
                StateUrls.database("url", url),
                directory(settings),
                migration.revisionsSchema(),
                settings.environment().txMode().orElse(TxMode.FILE),
                migration.execOrder().orElse(ExecOrder.LINEAR),
                migration.baseline(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                MigrateApplyRequest.DEFAULT_LOCK,
                migration.lockTimeout().orElse(MigrationInputReader.LOCK_TIMEOUT),
                settings.environment().hooks());
    }

    private MigrationDirectory directory(Settings settings) {
        String location = settings.migration()
                .dir()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ReferenceException("migration directory is empty: leave migration.dir in env \""
                        + config.env() + "\" of the project file out"));
        String format = settings.migration().format().orElse("");
        TemplateFolder templates = settings.templates().get(location);
        if (templates == null) {
            return new MigrationFiles(project.workspace(), location, format).read();
        }
        if (!format.isEmpty() && !format.equals(DirectoryFormat.ATLAS.text())) {
            throw new ReferenceException(
                    "a template_dir is in the format \"atlas\", and not in \"" + format + "\": leave the format out");
        }
        try {
            return templates.rendered(location);
        } catch (TemplateException e) {
            throw new ReferenceException(String.valueOf(e.getMessage()));
        }
    }
}
