package io.atlasoperator.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The layers of ARCHITECTURE.md: dependencies point down only, frameworks stay at the edge, the core does no input or output. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String BASE = "io.atlasoperator";

    @ArchTest
    static final ArchRule layersPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy(in("source", "schema", "sql", "hcl", "template"))
            .layer("core")
            .definedBy(in("diff", "plan", "inspect", "spec", "lint", "migrate", "project"))
            .layer("dialect")
            .definedBy(in("dialect"))
            .layer("engine")
            .definedBy(in("engine"))
            .layer("container")
            .definedBy(in("container"))
            .layer("secretstore")
            .definedBy(in("secretstore"))
            .layer("workspace")
            .definedBy(in("workspace"))
            .layer("cli")
            .definedBy(in("cli"))
            .layer("operator")
            .definedBy(in("operator"))
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("dialect", "engine", "workspace", "cli", "operator")
            .whereLayer("dialect")
            .mayOnlyBeAccessedByLayers("engine", "container", "workspace", "cli", "operator")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("container", "workspace", "cli", "operator")
            .whereLayer("container")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("workspace")
            .mayOnlyBeAccessedByLayers("cli", "operator")
            .whereLayer("secretstore")
            .mayOnlyBeAccessedByLayers("workspace")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("cli");

    @ArchTest
    static final ArchRule theCommandLineKnowsTheOperatorInOnePlace = noClasses()
            .that()
            .resideInAPackage(BASE + ".cli..")
            .and()
            .resideOutsideOfPackage(BASE + ".cli.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".operator..");

    @ArchTest
    static final ArchRule everyClassIsInALayer = classes()
            .should()
            .resideInAnyPackage(in(
                    "source",
                    "schema",
                    "sql",
                    "hcl",
                    "template",
                    "diff",
                    "plan",
                    "inspect",
                    "spec",
                    "lint",
                    "migrate",
                    "project",
                    "dialect",
                    "engine",
                    "container",
                    "secretstore",
                    "workspace",
                    "cli",
                    "operator"));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dialectsDoNotKnowEachOther = slices().matching(BASE + ".dialect.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAPackage(BASE + ".dialect.mariadb.."), resideInAPackage(BASE + ".dialect.mysql.."))
            .because("MariaDB alone is made from another dialect");

    @ArchTest
    static final ArchRule onlyTheRegistryNamesDialects = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".dialect..")
            .and()
            .doNotHaveFullyQualifiedName(BASE + ".engine.Dialects")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + ".dialect.*..")
            .because("a dialect is registered in engine.Dialects and nowhere else");

    @ArchTest
    static final ArchRule aDialectShowsOneClass = classes()
            .that()
            .resideInAPackage(BASE + ".dialect.*..")
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Dialect")
            .orShould()
            .haveNameMatching(".*Flavor(\\$\\w+)?")
            .orShould()
            .haveSimpleNameEndingWith("SocketFactory")
            .orShould()
            .haveSimpleNameEndingWith("ClientCertificate")
            .allowEmptyShould(true)
            .because(
                    "the parts of a dialect are closed by the compiler; drivers make sockets and find certificates by the"
                            + " name of a class");

    @ArchTest
    static final ArchRule pureCoreDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(in("source", "schema", "sql", "hcl", "diff", "plan", "lint", "spec", "project"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.nio.file..", "java.nio.channels..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule modelKnowsTheJdkOnly = noClasses()
            .that()
            .resideInAnyPackage(in("source", "schema", "sql", "template", "diff", "plan", "lint", "inspect", "spec"))
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "javax..", BASE + "..", "org.jspecify..");

    /** HCL has functions that read and write JSON and YAML, which a library does better than we would. */
    @ArchTest
    static final ArchRule hclKnowsTheJdkAndJackson = noClasses()
            .that()
            .resideInAnyPackage(in("hcl"))
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", BASE + "..", "org.jspecify..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule kubernetesStaysInTheOperator = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".operator..", BASE + ".cli.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule frameworksStayAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".operator..", BASE + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.micrometer..",
                    "io.opentelemetry..",
                    "io.vertx..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "picocli..");

    @ArchTest
    static final ArchRule theCommandLineDoesNotBootQuarkus = noClasses()
            .that()
            .resideInAPackage(BASE + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..");

    @ArchTest
    static final ArchRule customResourcesAreData = classes()
            .that()
            .resideInAPackage(BASE + ".operator.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "io.fabric8..", "com.fasterxml.jackson..", "org.jspecify..", BASE + ".operator.api..");

    private static String[] in(String... packages) {
        return Arrays.stream(packages).map(name -> BASE + "." + name + "..").toArray(String[]::new);
    }
}
