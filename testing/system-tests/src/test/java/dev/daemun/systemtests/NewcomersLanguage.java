package dev.daemun.systemtests;

/** The languages that start.spring.io offers for a project by Maven, and what it writes for each. */
enum NewcomersLanguage {
    JAVA("java", "java", "", "", """
            package com.example.demo;

            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;

            @SpringBootApplication
            public class DemoApplication {
                public static void main(String[] args) {
                    SpringApplication.run(DemoApplication.class, args);
                }
            }
            """),
    KOTLIN("kotlin", "kt", """
            <dependency>
              <groupId>org.jetbrains.kotlin</groupId>
              <artifactId>kotlin-reflect</artifactId>
            </dependency>
            <dependency>
              <groupId>org.jetbrains.kotlin</groupId>
              <artifactId>kotlin-stdlib</artifactId>
            </dependency>
            <dependency>
              <groupId>tools.jackson.module</groupId>
              <artifactId>jackson-module-kotlin</artifactId>
            </dependency>
            """, """
            <plugin>
              <groupId>org.jetbrains.kotlin</groupId>
              <artifactId>kotlin-maven-plugin</artifactId>
              <configuration>
                <args>
                  <arg>-Xjsr305=strict</arg>
                  <arg>-Xannotation-default-target=param-property</arg>
                </args>
                <compilerPlugins>
                  <plugin>spring</plugin>
                </compilerPlugins>
              </configuration>
              <dependencies>
                <dependency>
                  <groupId>org.jetbrains.kotlin</groupId>
                  <artifactId>kotlin-maven-allopen</artifactId>
                  <version>${kotlin.version}</version>
                </dependency>
              </dependencies>
            </plugin>
            """, """
            package com.example.demo

            import org.springframework.boot.autoconfigure.SpringBootApplication
            import org.springframework.boot.runApplication

            @SpringBootApplication
            class DemoApplication

            fun main(args: Array<String>) {
                runApplication<DemoApplication>(*args)
            }
            """);

    private final String directory;
    private final String fileExtension;
    private final String dependencies;
    private final String plugin;
    private final String application;

    NewcomersLanguage(String directory, String fileExtension, String dependencies, String plugin, String application) {
        this.directory = directory;
        this.fileExtension = fileExtension;
        this.dependencies = dependencies;
        this.plugin = plugin;
        this.application = application;
    }

    /** Of the sources, and the language of a document's code blocks. */
    String directory() {
        return directory;
    }

    String fileExtension() {
        return fileExtension;
    }

    /** Elements of the POM besides those of any project. */
    String dependencies() {
        return dependencies;
    }

    String plugin() {
        return plugin;
    }

    /** The class with the main method. */
    String application() {
        return application;
    }
}
