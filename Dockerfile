# The image: ./mvnw -Pimage -DskipTests package && docker build -t slotkeeper:0.1.0 .
# Jib makes one of the same jar and options (./mvnw -Pimage package jib:build), but without the AOT cache, because it runs nothing while it builds.

FROM docker.io/library/eclipse-temurin:25.0.3_9-jdk-noble AS made
# Only the modules that are used: 49 MB in place of 140, and nothing that could open a window or compile.
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.management,jdk.net,jdk.unsupported \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /jre
COPY target/image/app/ /app/
COPY src/dev/train /train
# The cache is of this JVM and of this jar by this name and time: it is made here and nowhere else.
RUN /train /jre/bin/java /app/jvm.options /app/slotkeeper.jar /app/slotkeeper.aot

# No shell, no package manager. Take a digest in place of the tag when you mirror it: tags move.
FROM gcr.io/distroless/base-debian12:nonroot
COPY --from=made /jre /jre
COPY --from=made /app /app
ENV PATH="/jre/bin"
USER 65532:65532
EXPOSE 8080 8081 9000
ENTRYPOINT ["java", "@/app/jvm.options", "-jar", "/app/slotkeeper.jar"]
