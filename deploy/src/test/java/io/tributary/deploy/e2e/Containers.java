package io.tributary.deploy.e2e;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ports;
import io.tributary.deploy.testing.Child;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Tributary's image and shops of the fleet on a network and a volume of their own, and what a test does to them. Testcontainers
 * has no pause, no kill and no second start of a container, so these go to its Docker client.
 */
final class Containers implements AutoCloseable {
    private static final int PORT = 7171;
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static {
        // docker-java asks for a version that older daemons refuse, and knows Docker's own variable for it only as a
        // property.
        String version = System.getenv("DOCKER_API_VERSION");
        if (version != null) {
            System.setProperty("api.version", version);
        }
    }

    private final Network network = Network.newNetwork();
    private final DockerClient docker = DockerClientFactory.instance().client();
    private final String volume = "tributary-it-" + network.getId().substring(0, 12);
    private final List<GenericContainer<?>> started = new ArrayList<>();

    /** Builds both images by the compose file, so that what is tried is what it starts. */
    static void buildImages() {
        Child.run(
                ROOT,
                Map.of("TRIBUTARY_DIST", "prebuilt"),
                List.of("docker", "compose", "build", "--quiet", "tributary", "shop-v1-a"));
    }

    GenericContainer<?> shop(String name, int seed) {
        return start(new GenericContainer<>(DockerImageName.parse("tributary-shop:v1"))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCommand("-pprof", "0.0.0.0:6060", "-load", "0.1", "-seed", Integer.toString(seed)));
    }

    /** Tributary as its Dockerfile says to run it: read-only, with a tmpfs, a volume and a targets file. */
    GenericContainer<?> tributary(Path targets) {
        Mount data = new Mount().withType(MountType.VOLUME).withSource(volume).withTarget("/data");
        Mount config = new Mount()
                .withType(MountType.BIND)
                .withSource(targets.toString())
                .withTarget("/etc/tributary/tributary.yaml")
                .withReadOnly(true);
        return start(new GenericContainer<>(DockerImageName.parse("tributary:local"))
                .withNetwork(network)
                .withExposedPorts(PORT)
                .withCommand("--config.file=/etc/tributary/tributary.yaml")
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = Objects.requireNonNull(command.getHostConfig());
                    host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", "")).withMounts(List.of(data, config));
                })
                .waitingFor(Wait.forHttp("/-/ready").withStartupTimeout(Duration.ofMinutes(1))));
    }

    private GenericContainer<?> start(GenericContainer<?> container) {
        started.add(container);
        container.start();
        return container;
    }

    /** Where it listens now: a container that was started again has another port of the host. */
    URI address(GenericContainer<?> container) {
        Ports ports = inspect(container).getNetworkSettings().getPorts();
        for (Map.Entry<ExposedPort, Ports.Binding[]> entry : ports.getBindings().entrySet()) {
            if (entry.getKey().getPort() == PORT && entry.getValue() != null) {
                return URI.create("http://" + container.getHost() + ":" + entry.getValue()[0].getHostPortSpec());
            }
        }
        throw new AssertionError("port " + PORT + " is not published:\n" + logs());
    }

    InspectContainerResponse inspect(GenericContainer<?> container) {
        return docker.inspectContainerCmd(container.getContainerId()).exec();
    }

    void pause(GenericContainer<?> container) {
        docker.pauseContainerCmd(container.getContainerId()).exec();
    }

    void unpause(GenericContainer<?> container) {
        docker.unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** SIGKILL. */
    void kill(GenericContainer<?> container) {
        docker.killContainerCmd(container.getContainerId()).exec();
    }

    /** The same container once more, with its volume and its name. */
    void startAgain(GenericContainer<?> container) {
        docker.startContainerCmd(container.getContainerId()).exec();
    }

    /** SIGTERM, and SIGKILL after a minute, so that a slow stop is seen as one. */
    void stop(GenericContainer<?> container) {
        docker.stopContainerCmd(container.getContainerId()).withTimeout(60).exec();
    }

    /** What every container printed, for the failure's text. */
    String logs() {
        StringBuilder all = new StringBuilder();
        for (GenericContainer<?> container : started) {
            String text = container.getContainerId() == null ? "(never created)" : container.getLogs();
            int from = Math.max(0, text.length() - 6_000);
            all.append("== ").append(container.getDockerImageName()).append('\n');
            all.append(text, from, text.length()).append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() {
        started.reversed().forEach(GenericContainer::stop);
        network.close();
        try {
            docker.removeVolumeCmd(volume).exec();
        } catch (NotFoundException e) {
            // Tributary was never started.
        }
    }
}
