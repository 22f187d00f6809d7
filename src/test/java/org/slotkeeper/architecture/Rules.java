package org.slotkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The arrows between the rooms below one package: the project's own, or that of the classes made to break them. */
record Rules(String root) {
    private static final String[] MARKS = {"org.jspecify.annotations..", "com.google.errorprone.annotations.."};
    private static final int PARTS_MAX = 7;
    private static final int PARAMETERS_MAX = 5;
    /** What a class works with, one more. */
    private static final int PARAMETERS_OF_A_CONSTRUCTOR_MAX = 6;

    private static final String[] FEATURES = {
        "booking", "publishing", "reconcile", "relay", "retention", "statistics", "waitingroom", "waitinglist"
    };

    ArchRule theDomainUsesNothing() {
        return classes()
                .that()
                .resideInAPackage(all("domain"))
                .should()
                .onlyDependOnClassesThat(javaOrMarks().or(resideInAPackage(all("domain"))));
    }

    ArchRule portsUseTheDomainAndFutures() {
        return classes()
                .that()
                .resideInAPackage(root + ".*.spi..")
                .should()
                .onlyDependOnClassesThat(javaOrMarks()
                        .or(resideInAnyPackage(all("domain"), root + ".*.spi.."))
                        .or(isNamed("io.vertx.core.Future")));
    }

    /** The insides of one feature are nobody else's: features meet in the domain and at ports. */
    ArchRule aFeatureKnowsNoOtherFeaturesInsides(String feature) {
        return classes()
                .that()
                .resideInAPackage(all(feature))
                .should()
                .onlyDependOnClassesThat(javaOrMarks()
                        .or(resideInAnyPackage(all("domain"), root + ".*.spi..", all(feature)))
                        .or(resideInAPackage("org.slf4j.."))
                        .or(isNamed(
                                "io.vertx.core.Future",
                                "io.vertx.core.CompositeFuture",
                                "io.vertx.core.Promise",
                                "io.vertx.core.AsyncResult",
                                "io.vertx.core.Completable",
                                "io.vertx.core.Handler",
                                root + ".platform.OwnerThread",
                                root + ".platform.Tries",
                                root + ".platform.Turns")));
    }

    static String[] features() {
        return FEATURES.clone();
    }

    ArchRule aTechnologyStaysIn(Set<String> rooms, String... packages) {
        String[] allowed = rooms.stream().map(this::all).toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    ArchRule theGatewayKnowsNoStoreAndNoBusiness() {
        return noClasses()
                .that()
                .resideInAPackage(all("gateway"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        all("redis"),
                        all("postgres"),
                        all("api.fhir"),
                        all("api.practice"),
                        all("booking"),
                        all("publishing"),
                        all("standalone"));
    }

    /** Stores and edges are put together in one place; a command may use one by itself. */
    ArchRule onlyTheAssemblyAndTheCommandsKnowARimRoom(String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(all("assembly"), all("cli"), all(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(all(room));
    }

    ArchRule onlyDoorsAndTheAssemblyKnowTraces() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(all("assembly"), all("gateway"), all("tracing"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(all("tracing"));
    }

    ArchRule onlyTheAssemblyReadsTheClockOrRollsDice() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(all("assembly"))
                .should()
                .accessTargetWhere(describe(
                        "it reads the wall clock or rolls dice", access -> isWallClock(access) || isChance(access)));
    }

    ArchRule onlyTelemetryMeasuresTime() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(all("assembly"), all("telemetry"))
                .should()
                .callMethod(System.class, "nanoTime");
    }

    ArchRule noRoomsGoRound() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** Since no rooms go round either, classes that do are all in one room. */
    ArchRule noClassesGoRound() {
        return slices().assignedFrom(files()).should().beFreeOfCycles();
    }

    /** A nested class is of its outer one's file. */
    private SliceAssignment files() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String file = type.getName().replaceFirst("[$].*", "");
                boolean isOurs = file.startsWith(root + '.');
                return isOurs ? SliceIdentifier.of(file) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of one file";
            }
        };
    }

    ArchRule noThrowableAmongBusinessAnswers() {
        return noClasses()
                .that()
                .resideInAnyPackage(all("domain"), all("booking"))
                .should()
                .beAssignableTo(Throwable.class);
    }

    /** A class that is open to heirs is a promise nobody meant to make. */
    ArchRule classesAreFinalOrSealed() {
        return classes()
                .that(describe("are classes with a name", Rules::isNamedClass))
                .should(be(describe("final or sealed", Rules::isFinalOrSealed)));
    }

    /** More can only be counted, not read: some of them belong together, and that has a name. */
    ArchRule recordsHaveAtMostSevenParts() {
        return classes()
                .that(describe("are records", JavaClass::isRecord))
                .should(be(describe(
                        "made of at most " + PARTS_MAX + " parts",
                        type -> type.reflect().getRecordComponents().length <= PARTS_MAX)));
    }

    /** Of a record's constructor it is its parts that count. */
    ArchRule nobodyIsHandedMoreThanCanBeRead() {
        return classes()
                .should(be(describe(
                        "handed at most " + PARAMETERS_MAX + " parameters a method and "
                                + PARAMETERS_OF_A_CONSTRUCTOR_MAX + " a constructor",
                        type -> type.getCodeUnits().stream().allMatch(Rules::isHandedWhatCanBeRead))));
    }

    private static boolean isHandedWhatCanBeRead(JavaCodeUnit code) {
        int parameters = code.getRawParameterTypes().size();
        boolean isMadeByTheCompiler = code.getModifiers().contains(JavaModifier.SYNTHETIC)
                || code.getName().startsWith("lambda$");
        boolean isOfRecord = code.isConstructor() && code.getOwner().isRecord();
        return isMadeByTheCompiler
                || isOfRecord
                || parameters <= (code.isConstructor() ? PARAMETERS_OF_A_CONSTRUCTOR_MAX : PARAMETERS_MAX);
    }

    private static ArchCondition<JavaClass> be(DescribedPredicate<JavaClass> predicate) {
        return ArchConditions.be(predicate);
    }

    private static boolean isNamedClass(JavaClass type) {
        return !type.isInterface() && !type.isEnum() && !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static boolean isFinalOrSealed(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.FINAL)
                || type.reflect().isSealed();
    }

    /** A call, or a reference to the method for somebody else to call. */
    private static boolean isWallClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return isNowOfTheMachine(access)
                || (owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || isTickOfTheMachine(access)))
                || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Calendar.class) && name.equals("getInstance"))
                || access.getTarget().getFullName().equals("java.util.Date.<init>()")
                || access.getTarget().getFullName().equals("java.util.GregorianCalendar.<init>()");
    }

    private static boolean isChance(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || (owner.isEquivalentTo(SecureRandom.class) && name.startsWith("getInstance"))
                || (owner.isEquivalentTo(ThreadLocalRandom.class) && name.equals("current"))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || (name.equals("<init>")
                        && Set.of(SecureRandom.class, Random.class, SplittableRandom.class).stream()
                                .anyMatch(owner::isEquivalentTo));
    }

    /** {@code now()} and {@code now(ZoneId)} read the machine's clock; {@code now(Clock)} reads the one handed in. */
    private static boolean isNowOfTheMachine(JavaAccess<?> call) {
        return call.getTargetOwner().getPackageName().startsWith("java.time")
                && call.getTarget().getName().equals("now")
                && !call.getTarget().getFullName().contains(Clock.class.getName());
    }

    private static boolean isTickOfTheMachine(JavaAccess<?> call) {
        return call.getTarget().getName().startsWith("tick")
                && !call.getTarget().getFullName().contains("(" + Clock.class.getName());
    }

    private String all(String room) {
        return root + "." + room + "..";
    }

    private static DescribedPredicate<JavaClass> javaOrMarks() {
        return resideInAPackage("java..").or(resideInAnyPackage(MARKS));
    }

    private static DescribedPredicate<JavaClass> isNamed(String... names) {
        return describe("are " + Arrays.toString(names), type -> Arrays.asList(names)
                .contains(type.getBaseComponentType().getName()));
    }
}
