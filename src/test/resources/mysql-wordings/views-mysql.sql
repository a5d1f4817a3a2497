select id from orders use index for join (primary) where user_id > 3
select id from orders use index for order by (primary) order by user_id
select id from orders ignore index for group by (primary)
select id from orders force index for join (primary, primary)
select id from orders use index for join (primary) use index for order by (primary)
select id from users where id > 7 for update
select id from users where id > 8 for share
select id from users where id > 9 lock in share mode
select id from users where id > 10 for update skip locked
select u.id from users u join orders o on o.id = u.id for update of u for share of o nowait
select id from users order by id limit 3 for update
(select id from users where id > 11) for update
select id from users union (select total from orders for update)
select id from users where id in (select user_id + 1 from orders for update)
select t.x from json_table('[1]', '$[*]' columns (x enum('a','b') path '$')) as t
with recursive n (i) as (select 1 union all select i + 1 from n where i < 9 limit 5) select i from n
select u.id, t.m from users u, lateral (select max(total) m from orders o where o.user_id = u.id) t
select t.x from (select id from users) as t(x)
select id from users union (select id + 1 from orders for update)
