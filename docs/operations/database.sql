-- Roles and database of Zhidai. Once, on the machine that leads: sudo -u postgres psql -v ON_ERROR_STOP=1 -f database.sql
-- zhidai owns the tables and migrates them; zhidai_login serves and owns nothing.
create role zhidai login createrole password 'CHANGE-owner';
create role zhidai_login login noinherit password 'CHANGE-service';
create database zhidai owner zhidai;
