package io.tributary.deploy.files;

/** What a command may take, in words. */
final class Memory {
    private Memory() {}

    /** To follow "takes more than the": how much there is and how there is more. */
    static String maximum() {
        return (Runtime.getRuntime().maxMemory() >> 20)
                + " MB of memory that there are; set TRIBUTARY_JAVA_OPTS to allow more, for instance -Xmx4g";
    }
}
