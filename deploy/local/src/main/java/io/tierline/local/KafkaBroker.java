package io.tierline.local;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/** One real Kafka broker in KRaft mode, in a JVM of its own. */
final class KafkaBroker implements Program {
    private final DataDirectory data;
    private final int port;
    private final int controllerPort;

    KafkaBroker(DataDirectory data, int port, int controllerPort) {
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Properties settings = settings();
        try (Writer file = Files.newBufferedWriter(settingsFile())) {
            settings.store(file, "Written at every start by deploy/up");
        }
        if (!Files.exists(data.kafka().resolve("meta.properties"))) {
            format();
        }
    }

    private Path settingsFile() {
        return data.root().resolve("kafka.properties");
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("node.id", "1");
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        // Named here and not kept in Kafka's own log, so that the same data may be started on other ports.
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", data.kafka().toString());
        settings.setProperty("auto.create.topics.enable", "false");
        // A single broker: nothing can be replicated.
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("offsets.topic.num.partitions", "12");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // A stack that was not started for a month goes on where it stopped, instead of reading everything again.
        settings.setProperty("offsets.retention.minutes", Integer.toString(365 * 24 * 60));
        // Where the trade is: a record is acknowledged once the operating system has it, and forced to the disk within
        // a second. A crash of Kafka loses nothing; a power failure may lose the last second, for there is no replica.
        // Forcing every record would cost a disk flush per batch and partition, and Kafka is not the source of truth:
        // each publisher has what it published in its database and can publish it again.
        settings.setProperty("log.flush.interval.ms", "1000");
        settings.setProperty("log.flush.scheduler.interval.ms", "1000");
        return settings;
    }

    /** Done once, in a JVM of its own as the manual has it. Formatting again what was half formatted is safe. */
    private void format() throws IOException, InterruptedException {
        Process format = java(
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settingsFile().toString(),
                        "--ignore-formatted")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.log(name()).toFile()))
                .start();
        if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException("formatting " + data.kafka() + " failed");
        }
    }

    @Override
    public ProcessBuilder command() {
        return java("kafka.Kafka", settingsFile().toString());
    }

    private ProcessBuilder java(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Java.EXECUTABLE,
                data.mark(),
                "-Xms64m",
                "-Xmx320m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // In the environment, where its length does not hide the rest of the command line from the process list.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }

    @Override
    public boolean isReady() throws Exception {
        return Topics.isReachable(bootstrapServers());
    }
}
